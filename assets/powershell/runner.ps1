<#
.SYNOPSIS
Runs calls for Slipway: lines of JSON come in on standard input and go out on standard output, both in ASCII.
.DESCRIPTION
One process serves one session: this machine, or a remote session that it opens. What runs a call (call.ps1, native.ps1,
files.ps1, Slipway.psm1) is loaded where the calls run, so that objects are read where they live. Written for Windows
PowerShell 5.1 and later; nothing newer may stand here.
In:  {"do":"open","with":{...}}      once, first; "with": New-PSSession's parameters, absent for this machine
     {"do":"secret","name":..,"value":..}   before the message that names it
     {"do":"call","id":..,"call":"JSON","secrets":[..]}   one at a time
     {"do":"stop","id":..}
Out: {"opened":{...}} or {"refused":"...","error":{...}}
     {"id":..,"item":{...}} for what comes of a call, then {"id":..,"ended":"completed|stopped|gave-up|lost"}
With -Pipe it speaks over that named pipe: an elevated process has no standard streams of its starter. It then serves one
plan, whose SHA-256 stands in its own command line as that of the runner does: "open" brings the plan's text, and only
commands that it names are run. Its first line is {"hello":"NONCE"}, by which Slipway knows it among whoever connects.
#>
param([int]$GiveUpAfter = 5000, [string]$Pipe, [string]$PlanSha256, [string]$RunnerSha256, [string]$Nonce)

# Constrained Language Mode refuses all that follows; this much it lets through.
if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
    "{`"refused`":`"language-mode`",`"mode`":`"$($ExecutionContext.SessionState.LanguageMode)`"}"
    exit 3
}
$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
# 5.1's progress bar makes Invoke-WebRequest crawl; of this script's own cmdlets no progress is shown.
$ProgressPreference = 'SilentlyContinue'

$library = New-Object System.Collections.ArrayList
# What is hashed is what is run: each file is read once.
$hashed = New-Object IO.MemoryStream
foreach ($file in 'runner.ps1', 'call.ps1', 'native.ps1', 'files.ps1', 'Slipway.psm1') {
    $bytes = [IO.File]::ReadAllBytes([IO.Path]::Combine($PSScriptRoot, $file))
    foreach ($part in [Text.Encoding]::ASCII.GetBytes("$file$([char]0)$($bytes.Length)$([char]0)"), $bytes) { $hashed.Write($part, 0, $part.Length) }
    if ($file -ceq 'runner.ps1') { continue }
    $text = [Text.Encoding]::UTF8.GetString($bytes)
    [void]$library.Add($text)
    . ([scriptblock]::Create($text))
}
if ($Pipe -and [Environment]::OSVersion.Platform -eq 'Win32NT') {
    # A module or program in a folder of the user's would run with administrator rights.
    foreach ($name in 'PSModulePath', 'Path') { [Environment]::SetEnvironmentVariable($name, [Environment]::GetEnvironmentVariable($name, 'Machine')) }
}
if ($Pipe) {
    $both = New-Object IO.Pipes.NamedPipeClientStream('.', $Pipe, 'InOut', 'Asynchronous')
    $both.Connect(30000)
    $reader = New-Object IO.StreamReader($both, [Text.Encoding]::ASCII, $false, 65536)
    $writer = New-Object IO.StreamWriter($both, [Text.Encoding]::ASCII)
}
else {
    $reader = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::ASCII, $false, 65536)
    $writer = New-Object IO.StreamWriter([Console]::OpenStandardOutput(), [Text.Encoding]::ASCII)
}
$writer.AutoFlush = $true
if ($Pipe) { $writer.WriteLine('{"hello":"' + $Nonce + '"}') }
# Commands that run what they are given as text: no plan may name them.
$never = 'Invoke-Expression', 'Invoke-Command', 'Start-Job', 'Start-Process', 'Start-SlipwayElevated', 'Import-Module', 'Add-Type', 'New-Object', 'powershell.exe', 'pwsh.exe', 'cmd.exe', 'wscript.exe', 'cscript.exe', 'mshta.exe', 'rundll32.exe'
$allowed = $null
$secrets = @{}
$job = $null
$runspace = $null
$remote = $null

function Read-Message([string]$Line) {
    $message = @{ Text = $Line; At = 0; Sign = ''; Value = $null; Depth = 0; Secrets = $secrets }
    Read-SlipwayValue $message
    $message.Value
}

function Protect-Text([string]$Text) {
    $secure = New-Object Security.SecureString
    foreach ($character in $Text.ToCharArray()) { $secure.AppendChar($character) }
    $secure.MakeReadOnly()
    $secure
}

# Runs a script in the session's runspace and waits; for what is short.
function Invoke-Here([string]$Script) {
    $shell = [PowerShell]::Create()
    try {
        $shell.Runspace = $runspace
        $shell.AddScript($Script).Invoke()
        if ($shell.Streams.Error.Count -gt 0) { throw $shell.Streams.Error[0] }
    }
    finally { $shell.Dispose() }
}

function New-LocalRunspace {
    # Without a host of its own a prompt fails instead of waiting.
    $new = [RunspaceFactory]::CreateRunspace()
    $new.Open()
    $new
}

# Binds this process to the plan whose hash its command line has; the text names the commands that it may run.
function Open-Plan([string]$Text) {
    if ((Get-SlipwayHash $hashed.ToArray()) -cne $RunnerSha256) { throw 'The runner is not the one that was agreed to.' }
    if ((Get-SlipwayHash ([Text.Encoding]::UTF8.GetBytes($Text))) -cne $PlanSha256) { throw 'The plan is not the one that was agreed to.' }
    $script:allowed = (Read-Message $Text)['commands']
    foreach ($name in $allowed) { if ($never -contains $name) { throw "No plan may name the command $name." } }
}

function Assert-Allowed([string]$Call) {
    if (-not $Pipe) { return }
    $request = Read-Message $Call
    $name = $request['run']
    if ($request['native']) { $name = $request['native'] }
    if ($null -eq $allowed -or $allowed -notcontains $name) { throw "The plan does not name the command $name." }
}

function Open-Session($With, $Plan) {
    $stage = 'plan'
    try {
        if ($Pipe) {
            if ($null -ne $With) { throw 'An elevated runner serves its own machine only.' }
            Open-Plan $Plan
        }
        $stage = 'connect'
        if ($null -eq $With) { $script:runspace = New-LocalRunspace }
        else {
            if ($null -ne $With['SessionOption']) {
                $option = $With['SessionOption']
                $With['SessionOption'] = New-PSSessionOption @option
            }
            $script:remote = New-PSSession @With
            $script:runspace = $script:remote.Runspace
        }
        $stage = 'language'
        $mode = "$(Invoke-Here '"$($ExecutionContext.SessionState.LanguageMode)"')"
        if ($mode -ne 'FullLanguage') {
            $writer.WriteLine('{"refused":"language-mode","mode":' + (ConvertTo-SlipwayJson $mode) + '}')
            return
        }
        $stage = 'load'
        foreach ($text in $library) { [void](Invoke-Here $text) }
        $writer.WriteLine('{"opened":' + (Invoke-Here 'Get-SlipwaySession') + '}')
    }
    catch { $writer.WriteLine('{"refused":"' + $stage + '","error":' + (ConvertTo-SlipwayError $_ $true) + '}') }
}

function Start-Call($Message) {
    $given = @{}
    foreach ($name in $Message['secrets']) {
        $given[$name] = $secrets[$name]
        $secrets.Remove($name)
    }
    $shell = [PowerShell]::Create()
    $shell.Runspace = $runspace
    [void]$shell.AddCommand('Invoke-SlipwayCall').AddParameter('Call', $Message['call']).AddParameter('Secrets', $given)
    $nothing = New-Object 'System.Management.Automation.PSDataCollection[psobject]'
    $nothing.Complete()
    $output = New-Object 'System.Management.Automation.PSDataCollection[psobject]'
    $script:job = @{ Id = $Message['id']; Shell = $shell; Output = $output; Stopping = $null; Async = $null }
    try {
        Assert-Allowed $Message['call']
        $script:job.Async = $shell.BeginInvoke($nothing, $output)
    }
    catch {
        Send-Item (ConvertTo-SlipwayError $_ $true)
        $how = 'lost'
        if ($Pipe) { $how = 'completed' }
        Complete-Call $how
    }
}

function Send-Item([string]$Item) { $writer.WriteLine("{`"id`":$($job.Id),`"item`":$Item}") }

function Send-Items {
    foreach ($item in $job.Output.ReadAll()) { Send-Item "$item" }
    foreach ($progress in $job.Shell.Streams.Progress.ReadAll()) {
        $percent = $progress.PercentComplete
        if ($percent -lt 0) { $percent = $null }
        $text = "$($progress.Activity)"
        if ($progress.StatusDescription) { $text = "${text}: $($progress.StatusDescription)" }
        Send-Item (ConvertTo-SlipwayJson @{ kind = 'stream'; stream = 'progress'; text = $text; percent = $percent })
    }
    foreach ($record in $job.Shell.Streams.Error.ReadAll()) { Send-Item (ConvertTo-SlipwayError $record $false) }
}

function Complete-Call([string]$How) {
    $writer.WriteLine("{`"id`":$($job.Id),`"ended`":`"$How`"}")
    $script:job = $null
    if ($How -ne 'gave-up') { return }
    # What does not stop keeps its runspace; the next call gets a new one.
    if ($null -eq $remote) {
        $script:runspace = New-LocalRunspace
        foreach ($text in $library) { [void](Invoke-Here $text) }
    }
}

# Sends what has come of the running call; ends it when it has ended, or does not stop.
function Step-Call {
    Send-Items
    if ($job.Async.IsCompleted) {
        $how = 'completed'
        if ($null -ne $job.Stopping) { $how = 'stopped' }
        try { [void]$job.Shell.EndInvoke($job.Async) }
        catch {
            if ($null -eq $job.Stopping) {
                $how = 'lost'
                Send-Item (ConvertTo-SlipwayError $_ $true)
            }
        }
        Send-Items
        if ($null -ne $remote -and "$($remote.Runspace.RunspaceStateInfo.State)" -ne 'Opened') { $how = 'lost' }
        $job.Shell.Dispose()
        Complete-Call $how
    }
    elseif ($null -ne $job.Stopping -and $job.Stopping.ElapsedMilliseconds -gt $GiveUpAfter) { Complete-Call 'gave-up' }
}

$line = $reader.ReadLineAsync()
while ($true) {
    if ($line.IsCompleted) {
        if ($null -eq $line.Result) { break }
        $message = Read-Message $line.Result
        $line = $reader.ReadLineAsync()
        switch ($message['do']) {
            'secret' { $secrets[$message['name']] = Protect-Text $message['value'] }
            'open' { Open-Session $message['with'] $message['plan'] }
            'call' { Start-Call $message }
            'stop' {
                if ($null -ne $job -and $job.Id -eq $message['id'] -and $null -eq $job.Stopping) {
                    $job.Stopping = [Diagnostics.Stopwatch]::StartNew()
                    [void]$job.Shell.BeginStop($null, $null)
                }
            }
        }
        $message = $null
    }
    if ($null -eq $job) { if (-not $line.IsCompleted) { [void]$line.Wait(1000) } }
    else {
        [void][Threading.WaitHandle]::WaitAny(@(([IAsyncResult]$line).AsyncWaitHandle, $job.Async.AsyncWaitHandle), 25)
        Step-Call
    }
}
# Slipway has gone: whatever runs is stopped, and a call that does not stop does not keep this process.
if ($null -ne $job) {
    $stop = $job.Shell.BeginStop($null, $null)
    [void]$stop.AsyncWaitHandle.WaitOne($GiveUpAfter)
}
[Environment]::Exit(0)
