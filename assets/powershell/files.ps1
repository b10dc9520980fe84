# Files in pieces, for every way to a host: loaded as text by runner.ps1, called like any cmdlet. Written for Windows
# PowerShell 5.1 and later; nothing newer may stand here.

function Assert-SlipwayPath {
    <#
    .SYNOPSIS
    Refuses a relative path: .NET and PowerShell do not agree on the current folder.
    #>
    param([string]$Path)
    if (-not [IO.Path]::IsPathRooted($Path)) { throw "Not an absolute path: $Path" }
}

function Get-SlipwaySha256 {
    <#
    .SYNOPSIS
    The SHA-256 of a file in lower-case hexadecimal digits.
    #>
    param([string]$Path)
    $stream = [IO.File]::OpenRead($Path)
    $sha = [Security.Cryptography.SHA256]::Create()
    try { [BitConverter]::ToString($sha.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }
    finally {
        $stream.Dispose()
        $sha.Dispose()
    }
}

function Get-SlipwayHash {
    <#
    .SYNOPSIS
    The SHA-256 of bytes in lower-case hexadecimal digits.
    #>
    param([byte[]]$Bytes)
    $sha = [Security.Cryptography.SHA256]::Create()
    try { [BitConverter]::ToString($sha.ComputeHash($Bytes)).Replace('-', '').ToLowerInvariant() }
    finally { $sha.Dispose() }
}

function Get-SlipwayFile {
    <#
    .SYNOPSIS
    Length and SHA-256 of a file.
    #>
    param([Parameter(Mandatory)][string]$Path)
    Assert-SlipwayPath $Path
    New-Object psobject -Property @{
        Length = ([IO.FileInfo]$Path).Length
        Sha256 = Get-SlipwaySha256 $Path
    }
}

function Read-SlipwayFilePart {
    <#
    .SYNOPSIS
    A piece of a file in base64.
    #>
    param([Parameter(Mandatory)][string]$Path, [Parameter(Mandatory)][long]$Offset, [Parameter(Mandatory)][int]$Count)
    Assert-SlipwayPath $Path
    $buffer = New-Object byte[] $Count
    $stream = New-Object IO.FileStream($Path, 'Open', 'Read', 'ReadWrite')
    try {
        [void]$stream.Seek($Offset, 'Begin')
        $length = $stream.Read($buffer, 0, $Count)
    }
    finally { $stream.Dispose() }
    New-Object psobject -Property @{ Data = [Convert]::ToBase64String($buffer, 0, $length) }
}

function Add-SlipwayFilePart {
    <#
    .SYNOPSIS
    Writes a piece beside the target; a piece that is sent twice is written once.
    #>
    param([Parameter(Mandatory)][string]$Path, [Parameter(Mandatory)][string]$Part, [Parameter(Mandatory)][long]$Offset, [Parameter(Mandatory)][AllowEmptyString()][string]$Data)
    Assert-SlipwayPath $Path
    $bytes = [Convert]::FromBase64String($Data)
    $stream = New-Object IO.FileStream("$Path.$Part", 'OpenOrCreate', 'Write', 'None')
    try {
        $stream.SetLength($Offset)
        [void]$stream.Seek($Offset, 'Begin')
        $stream.Write($bytes, 0, $bytes.Length)
    }
    finally { $stream.Dispose() }
}

function Complete-SlipwayFile {
    <#
    .SYNOPSIS
    Puts the whole file in the target's place, when its SHA-256 is the one expected.
    .DESCRIPTION
    Move-Item -Force deletes before it moves; File.Replace does neither by halves and keeps the target's ACL.
    #>
    param([Parameter(Mandatory)][string]$Path, [Parameter(Mandatory)][string]$Part, [Parameter(Mandatory)][string]$Sha256)
    Assert-SlipwayPath $Path
    $source = "$Path.$Part"
    if ((Get-SlipwaySha256 $source) -cne $Sha256) {
        [IO.File]::Delete($source)
        throw "The file arrived damaged: $Path"
    }
    for ($try = 1; ; $try++) {
        try {
            if ([IO.File]::Exists($Path)) { [IO.File]::Replace($source, $Path, [NullString]::Value) }
            else { [IO.File]::Move($source, $Path) }
            return
        }
        catch [IO.IOException] {
            # A virus scanner or an engine may hold it for a moment.
            if ($try -ge 10) {
                [IO.File]::Delete($source)
                throw
            }
            Microsoft.PowerShell.Utility\Start-Sleep -Milliseconds 200
        }
    }
}

function Remove-SlipwayFilePart {
    <#
    .SYNOPSIS
    Takes away what a transfer that was given up has left.
    #>
    param([Parameter(Mandatory)][string]$Path, [Parameter(Mandatory)][string]$Part)
    Assert-SlipwayPath $Path
    [IO.File]::Delete("$Path.$Part")
}
