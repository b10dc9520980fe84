# The body of every stand-in (see generate.ts). PowerShell 7 only: it is the tests' own.

enum VMState { Other = 1; Running; Off; Stopping; Saved = 6; Paused = 9; Starting = 10; Reset; Saving; Pausing; Resuming; FastSaved; FastSaving }
enum OnOffState { On; Off }
enum InstallState { Available; Installed; UninstallPending; InstallPending; NotPresent; Removed; Unknown }
enum ServiceStatus { Stopped = 1; StartPending; StopPending; Running; ContinuePending; PausePending; Paused }
enum StartMode { Boot; System; Automatic; Manual; Disabled }
enum RestartNeeded { No; Yes; Maybe }

# What is an enumeration on Windows is one here; dates and versions are told by their form and name.
$StandInTypes = @{
    'Get-VM' = @{ State = [VMState] }
    'Get-VMNetworkAdapter' = @{ MacAddressSpoofing = [OnOffState] }
    'Get-WindowsFeature' = @{ InstallState = [InstallState] }
    'Get-Service' = @{ Status = [ServiceStatus]; StartType = [StartMode] }
    'Install-WindowsFeature' = @{ RestartNeeded = [RestartNeeded] }
    'Uninstall-WindowsFeature' = @{ RestartNeeded = [RestartNeeded] }
    'Get-VMHostSupportedVersion' = @{ Version = [version] }
}
$StandInCommon = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters

function ConvertTo-StandInValue($Value) {
    if ($null -eq $Value) { return $null }
    $base = $Value.PSObject.BaseObject
    if ($base -is [switch]) { return @{ switch = $base.IsPresent } }
    if ($base -is [securestring]) { return @{ secret = 'bound' } }
    if ($base -is [pscredential]) { return @{ user = $base.UserName; secret = 'bound' } }
    if ($base -is [enum] -or $base -is [guid] -or $base -is [uri] -or $base -is [version] -or $base -is [timespan]) { return "$base" }
    if ($base -is [System.Collections.IDictionary]) {
        $table = @{}
        foreach ($key in $base.Keys) { $table["$key"] = ConvertTo-StandInValue $base[$key] }
        return $table
    }
    if ($base -is [System.Collections.IEnumerable] -and $base -isnot [string]) {
        $list = foreach ($item in $base) { , (ConvertTo-StandInValue $item) }
        return , @($list)
    }
    $Value
}

function ConvertFrom-StandInValue($Value, $Types) {
    if ($Value -is [string] -and $Value -cmatch '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$') {
        return [datetime]::Parse($Value, [cultureinfo]::InvariantCulture, 'AdjustToUniversal')
    }
    if ($Value -is [System.Collections.IDictionary]) {
        $object = [ordered]@{}
        foreach ($key in $Value.Keys) {
            $item = ConvertFrom-StandInValue $Value[$key]
            if ($Types -and $Types[$key] -and $item -is [string]) { $item = $item -as $Types[$key] }
            $object[$key] = $item
        }
        return [pscustomobject]$object
    }
    if ($Value -is [array]) {
        $list = foreach ($item in $Value) { , (ConvertFrom-StandInValue $item) }
        return , @($list)
    }
    $Value
}

# A record with the id, category, exception and HRESULT that the practice machine says.
function New-StandInError($About) {
    $type = $About.exception -as [type]
    if ($null -eq $type -and $About.exception -match '^([\w.]+)\.(\w+)$') {
        # Windows' own types do not exist here: one of the same name stands in.
        $name = $Matches[2]
        Add-Type -TypeDefinition "namespace $($Matches[1]) { public class $name : System.Exception { public $name(string text) : base(text) { } } }"
        $type = $About.exception -as [type]
    }
    $exception = $null
    if ($null -ne $type) { try { $exception = $type::new($About.message) } catch { } }
    if ($null -eq $exception) { $exception = [System.Management.Automation.RuntimeException]::new($About.message) }
    if ($null -ne $About.hresult) { $exception.HResult = $About.hresult }
    $record = [System.Management.Automation.ErrorRecord]::new($exception, $About.id, $About.category, $About.target)
    # A function's own name would be added to the id, where Windows has the cmdlet's class.
    $field = [System.Management.Automation.ErrorRecord].GetField('_serializedFullyQualifiedErrorId', 'NonPublic,Instance')
    $field.SetValue($record, $About.id)
    $record
}

function Invoke-StandIn([string]$Name, $Bound, $Cmdlet, [string]$Original) {
    $with = @{}
    foreach ($key in $Bound.Keys) { if ($StandInCommon -notcontains $key) { $with[$key] = ConvertTo-StandInValue $Bound[$key] } }
    if ($Original -and -not (Test-StandInPath $with)) {
        & $Original @Bound
        return
    }
    # Cmdlets that ask do so through this.
    if ($StandInCommon -and $Cmdlet.MyInvocation.MyCommand.Parameters.ContainsKey('WhatIf') -and -not $Cmdlet.ShouldProcess($Name)) { return }
    $call = @{ run = $Name; with = $with; take = @('*') }
    $outcome = Send-StandIn $call
    $types = $StandInTypes[$Name]
    foreach ($object in $outcome.objects) {
        $whole = $object
        if ($object.Contains('*')) { $whole = $object['*'] }
        $Cmdlet.WriteObject((ConvertFrom-StandInValue $whole $types))
    }
    foreach ($about in $outcome.errors) {
        $record = New-StandInError $about
        if ($about.terminating) { $Cmdlet.ThrowTerminatingError($record) }
        $Cmdlet.WriteError($record)
    }
}

# Cmdlets that this PowerShell has too are Windows' for what only Windows has.
function Test-StandInPath($With) {
    foreach ($name in 'Path', 'LiteralPath', 'FilePath', 'DestinationPath', 'OutFile', 'Destination') {
        foreach ($path in $With[$name]) { if ("$path" -match '^(Microsoft\.PowerShell\.Core\\)?([A-Za-z]:|HK[A-Z_]+:|WSMan:|Cert:|Registry::|\\\\)') { return $true } }
    }
    $With.Keys.Count -eq 0 -or -not ($With.Keys -match 'Path$|^Destination$')
}

function Send-StandIn($Call) {
    $socket = [System.Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
    try {
        $socket.Connect([System.Net.Sockets.UnixDomainSocketEndPoint]::new($env:SLIPWAY_STAND_INS))
        $stream = [System.Net.Sockets.NetworkStream]::new($socket)
        $line = Microsoft.PowerShell.Utility\ConvertTo-Json -InputObject $Call -Depth 20 -Compress -EnumsAsStrings
        $stream.Write([Text.Encoding]::UTF8.GetBytes("$line`n"))
        $reader = [IO.StreamReader]::new($stream, [Text.Encoding]::UTF8)
        while ($null -ne ($answer = $reader.ReadLine())) {
            $message = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $answer -AsHashtable -DateKind String -Depth 100
            if ($message.failure) { throw "The practice machine failed: $($message.failure)" }
            if ($message.outcome) { return $message.outcome }
            switch ($message.stream.stream) {
                'warning' { Write-Warning $message.stream.text }
                'verbose' { Write-Verbose $message.stream.text }
                'information' { Write-Information $message.stream.text }
                'progress' { Write-Progress -Activity $message.stream.text -PercentComplete ($message.stream.percent ?? -1) }
            }
        }
        throw 'The practice machine did not answer.'
    }
    finally { $socket.Dispose() }
}
