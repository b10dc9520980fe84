# What one cmdlet cannot say. Each function stands alone, so that an exported script can carry it as it is, and reads
# only: what changes a host is a cmdlet or a native command. Written for Windows PowerShell 5.1 and later.

function Get-SlipwayPendingRestart {
    <#
    .SYNOPSIS
    Whether Windows waits for a restart, by the four signs that it leaves.
    .DESCRIPTION
    No cmdlet tells it. RestartNeeded is read with elevation only, and does not exist on Nano Server; a sign that could
    not be read is null, and Pending is then null too unless another sign says yes.
    #>
    [CmdletBinding()]
    param()
    $current = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion'
    $signs = @{ ComponentServicing = $null; WindowsUpdate = $null; FileRename = $null; RestartNeeded = $null }
    try { $signs.ComponentServicing = [bool](Test-Path -Path "$current\Component Based Servicing\RebootPending" -ErrorAction Stop) } catch { }
    try { $signs.WindowsUpdate = [bool](Test-Path -Path "$current\WindowsUpdate\Auto Update\RebootRequired" -ErrorAction Stop) } catch { }
    try {
        $manager = Get-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\Session Manager' -ErrorAction Stop
        $signs.FileRename = @($manager.PendingFileRenameOperations | Where-Object { $_ }).Count -gt 0
    }
    catch { }
    try { $signs.RestartNeeded = [bool](Get-WindowsEdition -Online -ErrorAction Stop).RestartNeeded }
    catch [System.Management.Automation.CommandNotFoundException] { $signs.RestartNeeded = $false }
    catch { }
    $pending = $false
    if ($signs.Values -contains $null) { $pending = $null }
    if ($signs.Values -contains $true) { $pending = $true }
    New-Object psobject -Property @{
        Pending = $pending
        ComponentServicing = $signs.ComponentServicing
        WindowsUpdate = $signs.WindowsUpdate
        FileRename = $signs.FileRename
        RestartNeeded = $signs.RestartNeeded
    }
}

function Get-SlipwayWindowsVersion {
    <#
    .SYNOPSIS
    Edition, installation type and build of Windows as its registry has them.
    .DESCRIPTION
    InstallationType (Server, Server Core, Nano Server, Client) and UBR, the number of the last update, stand nowhere
    else; Get-ComputerInfo takes half a minute and is not on Nano Server.
    #>
    [CmdletBinding()]
    param()
    $found = Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' -ErrorAction Stop
    New-Object psobject -Property @{
        ProductName = $found.ProductName
        InstallationType = $found.InstallationType
        EditionID = $found.EditionID
        DisplayVersion = $found.DisplayVersion
        CurrentBuild = $found.CurrentBuild
        UBR = $found.UBR
        BuildLabEx = $found.BuildLabEx
    }
}

function Get-SlipwayWork {
    <#
    .SYNOPSIS
    Whether this machine is still at work on a change: a call of Slipway, or Windows servicing.
    .DESCRIPTION
    Who asked for a change may be gone before its end. The runner holds the mutex Global\Slipway-Call while a call runs
    that may change something, and the system lets go of it with the process. TiWorker.exe and DismHost.exe are what
    servicing runs in. What could not be read is null, and Running is then null too unless the other says yes.
    #>
    [CmdletBinding()]
    param()
    $call = $null
    $mutex = $null
    try {
        $mutex = [Threading.Mutex]::OpenExisting('Global\Slipway-Call')
        try { $call = -not $mutex.WaitOne(0) }
        catch [Threading.AbandonedMutexException] { $call = $false }
        if (-not $call) { $mutex.ReleaseMutex() }
    }
    catch [Threading.WaitHandleCannotBeOpenedException] { $call = $false }
    # Another account's: it exists only while a call of it runs.
    catch [UnauthorizedAccessException] { $call = $true }
    catch { }
    if ($null -ne $mutex) { $mutex.Dispose() }
    $servicing = $null
    try { $servicing = @(Get-CimInstance -ClassName Win32_Process -Filter "Name='TiWorker.exe' OR Name='DismHost.exe'" -ErrorAction Stop).Count -gt 0 } catch { }
    $running = $false
    if ($null -eq $call -or $null -eq $servicing) { $running = $null }
    if ($call -or $servicing) { $running = $true }
    New-Object psobject -Property @{ Running = $running; Call = $call; Servicing = $servicing }
}

function Get-SlipwayDockerInstall {
    <#
    .SYNOPSIS
    Where a Docker engine is installed on this machine, how its service is started, and where it listens.
    .DESCRIPTION
    Each installer puts it elsewhere, so the service's command line is read, with the files that it names. Listens holds
    the -H flags of that line, else the hosts of daemon.json, else the engine's own default. Version stands in the file
    itself (moby, hack/make/.mkwinres): the engine need not run, nor be asked.
    #>
    [CmdletBinding()]
    param()
    $service = Get-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\docker' -ErrorAction SilentlyContinue
    $line = "$($service.ImagePath)"
    $daemon = $null
    if ($line -match '^\s*"([^"]+)"' -or $line -match '^\s*(.+?\.exe)(\s|$)' -or $line -match '^\s*(\S+)') { $daemon = $Matches[1] }
    $version = $null
    if ($daemon) { try { $version = (Get-Item -LiteralPath $daemon -ErrorAction Stop).VersionInfo.ProductVersion } catch { } }
    if (-not $version) { $version = $null }
    $config = 'C:\ProgramData\docker\config\daemon.json'
    if ($line -match '--config-file[ =]"?([^"]+?)"?(\s--?\w|\s*$)') { $config = $Matches[1] }
    $listens = @([regex]::Matches($line, '(?:\s-H|\s--host)[ =]*"?([^\s"]+)') | ForEach-Object { $_.Groups[1].Value })
    $readable = $false
    $text = ''
    if (Test-Path -Path $config -ErrorAction SilentlyContinue) {
        try {
            $text = "$(Get-Content -Path $config -Raw -ErrorAction Stop)"
            $readable = $true
        }
        catch { }
    }
    if ($listens.Count -eq 0 -and $text) {
        try { $listens = @(($text | ConvertFrom-Json).hosts | Where-Object { $_ }) } catch { }
    }
    if ($listens.Count -eq 0 -and $daemon) { $listens = @('npipe:////./pipe/docker_engine') }
    $client = Get-Command -Name docker.exe -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    New-Object psobject -Property @{
        Client = $client.Path
        Daemon = $daemon
        Version = $version
        ServiceLine = $service.ImagePath
        ServiceStart = $service.Start
        ConfigFile = $config
        ConfigReadable = $readable
        Listens = $listens
    }
}
