# What runs a call where it lives: in a runspace of this machine, or inside a remote session. It is loaded as text by
# runner.ps1. Written for Windows PowerShell 5.1 and later; nothing newer may stand here.
#
# JSON has a reader and a writer of its own: ConvertTo-Json stops at depth 2, turns enumerations into numbers, writes
# dates as /Date(...)/ and unrolls arrays of one; ConvertFrom-Json takes texts that look like dates for dates.

# Cmdlets that are functions of a module see the global preferences only, not those of who calls them.
$global:ConfirmPreference = 'None'
$global:InformationPreference = 'Continue'
$global:SlipwayToken = [regex]'\G\s*("(?:[^"\\]+|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[\[\]{},:])'
$global:SlipwayInvariant = [Globalization.CultureInfo]::InvariantCulture

function Read-SlipwayValue {
    <#
    .SYNOPSIS
    Reads the next value of JSON text into $Reader.Value, or a sign such as ] into $Reader.Sign: a function's output would be unrolled.
    #>
    param([hashtable]$Reader)
    $match = $global:SlipwayToken.Match($Reader.Text, $Reader.At)
    if (-not $match.Success) { throw 'The call is not JSON.' }
    $Reader.At = $match.Index + $match.Length
    $token = $match.Groups[1].Value
    $Reader.Sign = ''
    if ($token.StartsWith('"')) { $Reader.Value = [regex]::Unescape($token.Substring(1, $token.Length - 2)) }
    elseif ($token -ceq 'true') { $Reader.Value = $true }
    elseif ($token -ceq 'false') { $Reader.Value = $false }
    elseif ($token -ceq 'null') { $Reader.Value = $null }
    elseif ($token -ceq '[') { Read-SlipwayList $Reader }
    elseif ($token -ceq '{') { Read-SlipwayTable $Reader }
    elseif ('],}:'.Contains($token)) { $Reader.Sign = $token }
    else { $Reader.Value = Read-SlipwayNumber $token }
}

function Read-SlipwayNumber {
    <#
    .SYNOPSIS
    A number as the narrowest of Int32, Int64 and Double, whatever the machine's culture.
    #>
    param([string]$Token)
    [long]$whole = 0
    if ([long]::TryParse($Token, 'AllowLeadingSign', $global:SlipwayInvariant, [ref]$whole)) {
        if ($whole -ge [int]::MinValue -and $whole -le [int]::MaxValue) { return [int]$whole }
        return $whole
    }
    [double]::Parse($Token, $global:SlipwayInvariant)
}

function Read-SlipwayList {
    <#
    .SYNOPSIS
    Reads up to the closing bracket; a list of one stays a list.
    #>
    param([hashtable]$Reader)
    $list = New-Object System.Collections.ArrayList
    while ($true) {
        Read-SlipwayValue $Reader
        if ($Reader.Sign -ceq ']') { break }
        if ($Reader.Sign -cne ',') { [void]$list.Add($Reader.Value) }
    }
    $Reader.Sign = ''
    $Reader.Value = $list.ToArray()
}

function Read-SlipwayTable {
    <#
    .SYNOPSIS
    Reads up to the closing brace; among a call's values {switch} is a switch, {secret} a SecureString, {user, secret} a credential.
    #>
    param([hashtable]$Reader)
    $table = @{}
    $Reader.Depth++
    while ($true) {
        Read-SlipwayValue $Reader
        if ($Reader.Sign -ceq '}') { break }
        if ($Reader.Sign -ceq ',') { continue }
        $key = $Reader.Value
        Read-SlipwayValue $Reader
        Read-SlipwayValue $Reader
        $table[$key] = $Reader.Value
    }
    $Reader.Depth--
    $Reader.Sign = ''
    $Reader.Value = $table
    if ($Reader.Depth -lt 2) { return }
    if ($table.Count -eq 1 -and $table['switch'] -is [bool]) {
        $Reader.Value = New-Object System.Management.Automation.SwitchParameter($table['switch'])
    }
    elseif ($table.Count -eq 1 -and $table['secret'] -is [string]) { $Reader.Value = Get-SlipwaySecret $Reader $table }
    elseif ($table.Count -eq 2 -and $table['secret'] -is [string] -and $table['user'] -is [string]) {
        $Reader.Value = New-Object System.Management.Automation.PSCredential($table['user'], (Get-SlipwaySecret $Reader $table))
    }
}

function Get-SlipwaySecret {
    <#
    .SYNOPSIS
    The SecureString that stands behind an id.
    #>
    param([hashtable]$Reader, [hashtable]$Table)
    $secret = $Reader.Secrets[$Table['secret']]
    if ($null -eq $secret) { throw "The secret '$($Table['secret'])' was not given." }
    $secret
}

function Add-SlipwayText {
    <#
    .SYNOPSIS
    Writes a JSON string in ASCII only, so that no code page can garble it.
    #>
    param([Text.StringBuilder]$To, [string]$Text)
    $escape = { param($match) '\u{0:x4}' -f [int]$match.Value[0] }
    [void]$To.Append('"').Append([regex]::Replace($Text, '[^ !#-\[\]-~]', $escape)).Append('"')
}

function Add-SlipwayValue {
    <#
    .SYNOPSIS
    Writes a value as JSON: enumerations as names, dates as ISO 8601 in UTC, arrays as arrays, what is no plain value as text.
    #>
    param([Text.StringBuilder]$To, $Value, [int]$Depth = 0)
    if ($null -eq $Value) { [void]$To.Append('null'); return }
    # Texts of providers carry note properties: only the text itself is meant.
    $base = $Value.PSObject.BaseObject
    if ($base -is [DBNull]) { [void]$To.Append('null') }
    elseif ($base -is [string] -or $base -is [char] -or $base -is [enum]) { Add-SlipwayText $To $base.ToString() }
    elseif ($base -is [bool]) { [void]$To.Append($base.ToString().ToLowerInvariant()) }
    elseif ($base -is [System.Management.Automation.SwitchParameter]) { [void]$To.Append($base.IsPresent.ToString().ToLowerInvariant()) }
    elseif ($base -is [datetime]) { Add-SlipwayText $To $base.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ', $global:SlipwayInvariant) }
    elseif ($base -is [DateTimeOffset]) { Add-SlipwayText $To $base.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', $global:SlipwayInvariant) }
    elseif ($base -is [ValueType] -and $base.GetType().IsPrimitive -or $base -is [decimal]) { Add-SlipwayNumber $To $base }
    elseif ($Depth -gt 6) { Add-SlipwayText $To "$Value" }
    elseif ($base -is [System.Collections.IDictionary]) { Add-SlipwayTable $To $base.GetEnumerator() 'Key' $Depth }
    elseif ($base -is [System.Management.Automation.PSCustomObject]) { Add-SlipwayTable $To $Value.PSObject.Properties 'Name' $Depth }
    elseif ($base -is [System.Collections.IEnumerable] -and $base -isnot [System.Xml.XmlNode]) {
        [void]$To.Append('[')
        $comma = ''
        foreach ($item in $base) {
            [void]$To.Append($comma)
            Add-SlipwayValue $To $item ($Depth + 1)
            $comma = ','
        }
        [void]$To.Append(']')
    }
    else { Add-SlipwayText $To "$Value" }
}

function Add-SlipwayNumber {
    <#
    .SYNOPSIS
    Writes a number in the invariant culture; beyond 2^53, where JSON's readers lose digits, as text.
    #>
    param([Text.StringBuilder]$To, $Number)
    if ($Number -is [double] -or $Number -is [single]) {
        $wide = [double]$Number
        if ([double]::IsNaN($wide) -or [double]::IsInfinity($wide)) { [void]$To.Append('null') }
        else { [void]$To.Append($Number.ToString('R', $global:SlipwayInvariant)) }
        return
    }
    $text = [string]::Format($global:SlipwayInvariant, '{0}', $Number)
    if ($Number -isnot [IntPtr] -and $Number -isnot [UIntPtr] -and [Math]::Abs([decimal]$Number) -le 9007199254740992) { [void]$To.Append($text) }
    else { Add-SlipwayText $To $text }
}

function Add-SlipwayTable {
    <#
    .SYNOPSIS
    Writes the entries of a hashtable or the properties of an object.
    #>
    param([Text.StringBuilder]$To, $Entries, [string]$Name, [int]$Depth)
    [void]$To.Append('{')
    $comma = ''
    foreach ($entry in $Entries) {
        [void]$To.Append($comma)
        Add-SlipwayText $To "$($entry.$Name)"
        [void]$To.Append(':')
        Add-SlipwayValue $To $entry.Value ($Depth + 1)
        $comma = ','
    }
    [void]$To.Append('}')
}

function ConvertTo-SlipwayJson {
    <#
    .SYNOPSIS
    A value as one line of JSON.
    #>
    param($Value)
    $to = New-Object Text.StringBuilder
    Add-SlipwayValue $to $Value
    $to.ToString()
}

function Get-SlipwayMember {
    <#
    .SYNOPSIS
    One property of one object, boxed so that an array stays one; null when there is none or reading it fails.
    #>
    param($Object, [string]$Name)
    $box = @{ Value = $null }
    if ($null -eq $Object) { return $box }
    $base = $Object.PSObject.BaseObject
    if ($base -is [System.Collections.IDictionary]) {
        $box.Value = $base[$Name]
        return $box
    }
    $property = $Object.PSObject.Properties[$Name]
    if ($null -ne $property) { try { $box.Value = $property.Value } catch { $box.Value = $null } }
    # What is itself a plain value, as Test-Path's answer, is asked for as Value.
    elseif ($Name -eq 'Value' -and ($base -is [string] -or $base -is [ValueType])) { $box.Value = $base }
    $box
}

function Get-SlipwayProperty {
    <#
    .SYNOPSIS
    A dotted property, boxed: AdditionalInfo.MajorVersion, or NetworkAdapters.Name of each of them.
    #>
    param($Object, [string]$Path)
    $box = @{ Value = $Object }
    foreach ($name in $Path.Split('.')) {
        $base = $null
        if ($null -ne $box.Value) { $base = $box.Value.PSObject.BaseObject }
        if ($base -is [System.Collections.IEnumerable] -and $base -isnot [string] -and $base -isnot [System.Collections.IDictionary]) {
            $list = New-Object System.Collections.ArrayList
            foreach ($item in $base) { [void]$list.Add((Get-SlipwayMember $item $name).Value) }
            $box = @{ Value = $list.ToArray() }
        }
        else { $box = Get-SlipwayMember $box.Value $name }
    }
    $box
}

function ConvertTo-SlipwayError {
    <#
    .SYNOPSIS
    An error record whole: Windows localises the message, so the id, the category and the HRESULT come along.
    #>
    param([System.Management.Automation.ErrorRecord]$Record, [bool]$Terminating)
    $message = $Record.Exception.Message
    if ($null -ne $Record.ErrorDetails -and $Record.ErrorDetails.Message) { $message = $Record.ErrorDetails.Message }
    $hresult = $null
    for ($inner = $Record.Exception; $null -ne $inner; $inner = $inner.InnerException) {
        if ($inner.HResult -ne 0) { $hresult = $inner.HResult }
    }
    $target = $Record.CategoryInfo.TargetName
    if (-not $target) { $target = "$($Record.TargetObject)" }
    ConvertTo-SlipwayJson @{
        kind = 'error'
        value = @{
            message = $message
            id = $Record.FullyQualifiedErrorId
            category = $Record.CategoryInfo.Category
            target = $target
            exception = $Record.Exception.GetType().FullName
            hresult = $hresult
            terminating = $Terminating
        }
    }
}

function ConvertTo-SlipwayItem {
    <#
    .SYNOPSIS
    What a cmdlet writes, on whatever stream, as one line of JSON.
    #>
    param($Item, $Take)
    if ($Item -is [System.Management.Automation.ErrorRecord]) { return ConvertTo-SlipwayError $Item $false }
    if ($Item -is [System.Management.Automation.WarningRecord]) {
        return ConvertTo-SlipwayJson @{ kind = 'stream'; stream = 'warning'; text = $Item.Message }
    }
    if ($Item -is [System.Management.Automation.VerboseRecord] -or $Item -is [System.Management.Automation.DebugRecord]) {
        return ConvertTo-SlipwayJson @{ kind = 'stream'; stream = 'verbose'; text = $Item.Message }
    }
    if ($Item -is [System.Management.Automation.InformationRecord]) {
        return ConvertTo-SlipwayJson @{ kind = 'stream'; stream = 'information'; text = "$($Item.MessageData)" }
    }
    if ($null -eq $Take -or $null -eq $Item) { return }
    $to = New-Object Text.StringBuilder
    [void]$to.Append('{"kind":"object","value":{')
    $comma = ''
    foreach ($path in $Take) {
        [void]$to.Append($comma)
        Add-SlipwayText $to $path
        [void]$to.Append(':')
        Add-SlipwayValue $to (Get-SlipwayProperty $Item $path).Value
        $comma = ','
    }
    $to.Append('}}').ToString()
}

function Invoke-SlipwayCall {
    <#
    .SYNOPSIS
    Runs one call, given as JSON, and writes what comes of it as lines of JSON while it comes.
    #>
    param([string]$Call, [hashtable]$Secrets)
    # Errors that stop a cmdlet are caught, those that do not are data.
    $ErrorActionPreference = 'Continue'
    $lease = $null
    try {
        $reader = @{ Text = $Call; At = 0; Sign = ''; Value = $null; Depth = 0; Secrets = $Secrets }
        Read-SlipwayValue $reader
        $request = $reader.Value
        if ($request['native']) {
            $lease = Enter-SlipwayLease
            Invoke-SlipwayNative $request['native'] $request['args']
            return
        }
        if ($request['run'] -cnotmatch '^[A-Za-z]+-[A-Za-z]\w*\z') { throw "Not the name of a cmdlet: $($request['run'])" }
        $with = @{}
        if ($null -ne $request['with']) { $with = $request['with'] }
        $take = $request['take']
        if ($request['run'] -notmatch '^(Get|Test|Read)-') { $lease = Enter-SlipwayLease }
        & $request['run'] @with *>&1 | Microsoft.PowerShell.Core\ForEach-Object { ConvertTo-SlipwayItem $_ $take }
    }
    catch { ConvertTo-SlipwayError $_ $true }
    finally {
        if ($null -ne $lease) {
            $lease.ReleaseMutex()
            $lease.Dispose()
        }
    }
}

function Enter-SlipwayLease {
    <#
    .SYNOPSIS
    The mutex that tells Get-SlipwayWork of a call that may change something; null when it cannot be had, which hinders no call.
    #>
    $mutex = $null
    try {
        $mutex = New-Object Threading.Mutex($false, 'Global\Slipway-Call')
        if ($mutex.WaitOne(0)) { return $mutex }
    }
    catch [Threading.AbandonedMutexException] { return $mutex }
    catch { }
    if ($null -ne $mutex) { $mutex.Dispose() }
}

function Get-SlipwaySession {
    <#
    .SYNOPSIS
    Who and what answers here, as JSON.
    #>
    $windows = [Environment]::OSVersion.Platform -eq 'Win32NT'
    $elevated = [Environment]::UserName -eq 'root'
    if ($windows) {
        $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
        $principal = New-Object Security.Principal.WindowsPrincipal($identity)
        $elevated = $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
    }
    ConvertTo-SlipwayJson @{
        version = $PSVersionTable.PSVersion
        edition = $PSVersionTable.PSEdition
        computer = [Environment]::MachineName
        user = [Environment]::UserName
        windows = $windows
        elevated = $elevated
        process = $PID
    }
}
