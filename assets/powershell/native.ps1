# Native commands, loaded as text by runner.ps1 beside call.ps1. Windows PowerShell breaks embedded quotes in arguments
# and turns standard error into error records, so commands are started through ProcessStartInfo, their streams read as
# bytes. Written for Windows PowerShell 5.1 and later; nothing newer may stand here.

function ConvertTo-SlipwayArgument {
    <#
    .SYNOPSIS
    One argument as the C runtime reads it: backslashes double only before a quote.
    #>
    param([string]$Argument)
    if ($Argument -cmatch '^[^\s"]+\z') { return $Argument }
    '"' + [regex]::Replace([regex]::Replace($Argument, '(\\*)"', '$1$1\"'), '(\\+)\z', '$1$1') + '"'
}

function ConvertFrom-SlipwayBytes {
    <#
    .SYNOPSIS
    Text of a native command: UTF-16 and UTF-8 are told by their bytes, all else is the OEM code page.
    #>
    param([byte[]]$Bytes)
    if ($Bytes.Length -ge 2 -and $Bytes[1] -eq 0) { return [Text.Encoding]::Unicode.GetString($Bytes) }
    if ($Bytes.Length -ge 2 -and $Bytes[0] -eq 0xff -and $Bytes[1] -eq 0xfe) { return [Text.Encoding]::Unicode.GetString($Bytes, 2, $Bytes.Length - 2) }
    try { return (New-Object Text.UTF8Encoding($false, $true)).GetString($Bytes) }
    catch { }
    $page = [Globalization.CultureInfo]::CurrentCulture.TextInfo.OEMCodePage
    try { [Text.Encoding]::GetEncoding($page).GetString($Bytes) }
    catch { [Text.Encoding]::GetEncoding('iso-8859-1').GetString($Bytes) }
}

function Read-SlipwayPipe {
    <#
    .SYNOPSIS
    Takes what a stream of a native command has brought, and writes its whole lines as they come. False at its end.
    #>
    param([hashtable]$Pipe)
    if (-not $Pipe.Task.IsCompleted) { return }
    $count = $Pipe.Task.Result
    if ($count -eq 0) { $Pipe.Open = $false }
    $Pipe.All.Write($Pipe.Buffer, 0, $count)
    $Pipe.Line.Write($Pipe.Buffer, 0, $count)
    $last = [Array]::LastIndexOf($Pipe.Buffer, [byte]10, [Math]::Max(0, $count - 1), $count)
    if ($Pipe.Line.Length -gt 0 -and ($last -ge 0 -or $count -eq 0)) {
        $bytes = $Pipe.Line.ToArray()
        $length = $bytes.Length
        if ($last -ge 0) { $length = $bytes.Length - $count + $last + 1 }
        # A line of UTF-16 ends one byte later: such text is told whole at the end.
        if ([Array]::IndexOf($bytes, [byte]0) -lt 0) {
            $whole = New-Object byte[] $length
            [Array]::Copy($bytes, $whole, $length)
            $Pipe.Line.SetLength(0)
            $Pipe.Line.Write($bytes, $length, $bytes.Length - $length)
            foreach ($text in (ConvertFrom-SlipwayBytes $whole).TrimEnd("`r", "`n").Split("`n")) {
                ConvertTo-SlipwayJson @{ kind = 'stream'; stream = $Pipe.Name; text = $text.TrimEnd("`r") }
            }
        }
    }
    if ($Pipe.Open) { $Pipe.Task = $Pipe.Stream.ReadAsync($Pipe.Buffer, 0, $Pipe.Buffer.Length) }
}

function New-SlipwayPipe {
    <#
    .SYNOPSIS
    A stream of a native command with what was read of it.
    #>
    param([string]$Name, [IO.Stream]$Stream)
    $buffer = New-Object byte[] 65536
    @{
        Name = $Name; Stream = $Stream; Buffer = $buffer; Open = $true
        All = New-Object IO.MemoryStream
        Line = New-Object IO.MemoryStream
        Task = $Stream.ReadAsync($buffer, 0, $buffer.Length)
    }
}

function Stop-SlipwayNative {
    <#
    .SYNOPSIS
    Ends a native command with what it started.
    #>
    param([Diagnostics.Process]$Process)
    if ($Process.HasExited) { return }
    if ([Environment]::OSVersion.Platform -eq 'Win32NT') {
        $start = New-Object Diagnostics.ProcessStartInfo("$([Environment]::SystemDirectory)\taskkill.exe", "/PID $($Process.Id) /T /F")
        $start.UseShellExecute = $false
        $start.CreateNoWindow = $true
        # A program that were given the runner's own input would wait until the runner's read of it ends.
        $start.RedirectStandardInput = $true
        $start.RedirectStandardOutput = $true
        [void][Diagnostics.Process]::Start($start).WaitForExit(5000)
    }
    try { if (-not $Process.HasExited) { $Process.Kill() } } catch { }
}

function Invoke-SlipwayNative {
    <#
    .SYNOPSIS
    Runs a native command by its absolute path, without a shell, and answers exit code and both outputs.
    #>
    param([string]$Name, $Arguments)
    # Get-Command looks along PATH only: CreateProcess would look in the current folder first.
    $found = @(Microsoft.PowerShell.Core\Get-Command -Name ([WildcardPattern]::Escape($Name)) -CommandType Application -ErrorAction Stop)[0].Path
    # Batch files are run by cmd.exe, which reads arguments by other rules.
    if ($found -match '\.(bat|cmd)\z') { throw "Batch files are not run: $found" }
    $start = New-Object Diagnostics.ProcessStartInfo($found)
    $quoted = New-Object System.Collections.ArrayList
    foreach ($argument in $Arguments) { [void]$quoted.Add((ConvertTo-SlipwayArgument $argument)) }
    $start.Arguments = [string]::Join(' ', $quoted.ToArray())
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    try {
        $process.StandardInput.Close()
        $output = New-SlipwayPipe 'output' $process.StandardOutput.BaseStream
        $errorOutput = New-SlipwayPipe 'error' $process.StandardError.BaseStream
        while ($output.Open -or $errorOutput.Open) {
            Read-SlipwayPipe $output
            Read-SlipwayPipe $errorOutput
            $handles = New-Object System.Collections.ArrayList
            foreach ($pipe in $output, $errorOutput) { if ($pipe.Open) { [void]$handles.Add(([IAsyncResult]$pipe.Task).AsyncWaitHandle) } }
            if ($handles.Count -gt 0) { [void][Threading.WaitHandle]::WaitAny($handles.ToArray([Threading.WaitHandle]), 100) }
            # What it left running may hold its streams open for ever.
            if ($process.HasExited -and -not $output.Task.IsCompleted -and -not $errorOutput.Task.IsCompleted) {
                if ($null -eq $ended) { $ended = [Diagnostics.Stopwatch]::StartNew() }
                if ($ended.ElapsedMilliseconds -gt 2000) { break }
            }
        }
        while (-not $process.WaitForExit(100)) { }
        ConvertTo-SlipwayJson @{
            kind = 'native'
            exitCode = $process.ExitCode
            output = ConvertFrom-SlipwayBytes $output.All.ToArray()
            errorOutput = ConvertFrom-SlipwayBytes $errorOutput.All.ToArray()
        }
    }
    finally { Stop-SlipwayNative $process }
}

function Start-SlipwayElevated {
    <#
    .SYNOPSIS
    Starts a program with administrator rights by the question that Windows asks. Code is that of Windows, 0 when it started.
    .DESCRIPTION
    Start-Process keeps only the localised text of what Windows answers: a person who said No could not be told from a
    program that is not there.
    #>
    param([Parameter(Mandatory)][string]$FilePath, [Parameter(Mandatory)][string[]]$ArgumentList)
    $start = New-Object Diagnostics.ProcessStartInfo
    $start.FileName = $FilePath
    $start.Arguments = ($ArgumentList | Microsoft.PowerShell.Core\ForEach-Object { ConvertTo-SlipwayArgument $_ }) -join ' '
    $start.UseShellExecute = $true
    $start.Verb = 'runas'
    $start.WindowStyle = 'Hidden'
    $code = 0
    $text = ''
    try { [void][Diagnostics.Process]::Start($start) }
    catch {
        $cause = $_.Exception.GetBaseException()
        $code = -1
        if ($cause -is [ComponentModel.Win32Exception]) { $code = $cause.NativeErrorCode }
        $text = $cause.Message
    }
    New-Object psobject -Property @{ Code = $code; Text = $text }
}
