# Slipway's module against every answer that Windows can give (Pester; started by module.test.ts).

BeforeAll {
    function global:Get-WindowsEdition { param([switch]$Online) }
    function global:Get-CimInstance { param([string]$ClassName, [string]$Filter) }
    Import-Module "$PSScriptRoot/../../assets/powershell/Slipway.psm1" -Force
    Mock -ModuleName Slipway Test-Path { $false }
    Mock -ModuleName Slipway Get-ItemProperty { [pscustomobject]@{} }
    Mock -ModuleName Slipway Get-WindowsEdition { [pscustomobject]@{ RestartNeeded = $false } }
    Mock -ModuleName Slipway Get-Command { }
    Mock -ModuleName Slipway Get-CimInstance { }
}
AfterAll {
    Remove-Module Slipway
    Remove-Item function:global:Get-WindowsEdition, function:global:Get-CimInstance
}

Describe 'H1: Get-SlipwayPendingRestart' {
    It 'says no when all four signs say no' {
        $answer = Get-SlipwayPendingRestart
        $answer.Pending | Should -BeExactly $false
        $answer.RestartNeeded | Should -BeExactly $false
    }
    It 'says yes by the servicing key alone' {
        Mock -ModuleName Slipway Test-Path { $true } -ParameterFilter { $Path -like '*Component Based Servicing\RebootPending' }
        $answer = Get-SlipwayPendingRestart
        $answer.Pending | Should -BeExactly $true
        $answer.ComponentServicing | Should -BeExactly $true
        $answer.WindowsUpdate | Should -BeExactly $false
    }
    It 'says yes by the key of Windows Update alone' {
        Mock -ModuleName Slipway Test-Path { $true } -ParameterFilter { $Path -like '*Auto Update\RebootRequired' }
        (Get-SlipwayPendingRestart).Pending | Should -BeExactly $true
    }
    It 'says yes by files that wait to be renamed, and not by an empty list of them' {
        Mock -ModuleName Slipway Get-ItemProperty { [pscustomobject]@{ PendingFileRenameOperations = @('\??\C:\x', '') } }
        (Get-SlipwayPendingRestart).Pending | Should -BeExactly $true
        Mock -ModuleName Slipway Get-ItemProperty { [pscustomobject]@{ PendingFileRenameOperations = @('') } }
        (Get-SlipwayPendingRestart).Pending | Should -BeExactly $false
    }
    It 'does not know without elevation, rather than say no' {
        Mock -ModuleName Slipway Get-WindowsEdition { throw 'The requested operation requires elevation.' }
        $answer = Get-SlipwayPendingRestart
        $answer.RestartNeeded | Should -BeNullOrEmpty
        $answer.Pending | Should -BeNullOrEmpty
        Mock -ModuleName Slipway Test-Path { $true }
        (Get-SlipwayPendingRestart).Pending | Should -BeExactly $true
    }
    It 'knows on Nano Server, which has no Get-WindowsEdition' {
        Mock -ModuleName Slipway Get-WindowsEdition { throw [System.Management.Automation.CommandNotFoundException]::new('no such command') }
        (Get-SlipwayPendingRestart).Pending | Should -BeExactly $false
    }
    It 'does not know when a key cannot be read' {
        Mock -ModuleName Slipway Test-Path { throw 'Requested registry access is not allowed.' }
        $answer = Get-SlipwayPendingRestart
        $answer.ComponentServicing | Should -BeNullOrEmpty
        $answer.Pending | Should -BeNullOrEmpty
    }
}

Describe 'H14: Get-SlipwayWork' {
    It 'says that servicing is at work' {
        Mock -ModuleName Slipway Get-CimInstance { [pscustomobject]@{ Name = 'TiWorker.exe' } }
        $answer = Get-SlipwayWork
        $answer.Servicing | Should -BeExactly $true
        $answer.Running | Should -BeExactly $true
    }
    It 'does not know when processes cannot be read, rather than say no' {
        Mock -ModuleName Slipway Get-CimInstance { throw 'Access denied' }
        $answer = Get-SlipwayWork
        $answer.Servicing | Should -BeNullOrEmpty
        $answer.Running | Should -Not -BeExactly $false
    }
    It 'says no by servicing when none of its processes is there' {
        (Get-SlipwayWork).Servicing | Should -BeExactly $false
    }
}

Describe 'H1: Get-SlipwayWindowsVersion' {
    It 'brings what the registry has, and nothing for what it has not' {
        Mock -ModuleName Slipway Get-ItemProperty { [pscustomobject]@{ EditionID = 'ServerStandard'; InstallationType = 'Server Core'; UBR = 587; CurrentBuild = '20348' } }
        $answer = Get-SlipwayWindowsVersion
        $answer.InstallationType | Should -Be 'Server Core'
        $answer.UBR | Should -Be 587
        $answer.DisplayVersion | Should -BeNullOrEmpty
    }
    It 'fails when the registry cannot be read' {
        Mock -ModuleName Slipway Get-ItemProperty { throw 'Requested registry access is not allowed.' }
        { Get-SlipwayWindowsVersion } | Should -Throw '*not allowed*'
    }
}

Describe 'H1: Get-SlipwayDockerInstall' {
    It 'says that there is none' {
        Mock -ModuleName Slipway Get-ItemProperty { }
        $answer = Get-SlipwayDockerInstall
        $answer.Daemon | Should -BeNullOrEmpty
        @($answer.Listens).Count | Should -Be 0
        $answer.ConfigFile | Should -Be 'C:\ProgramData\docker\config\daemon.json'
    }
    It 'reads <Line>' -ForEach @(
        @{ Line = '"C:\Program Files\Docker\dockerd.exe" --run-service'; Daemon = 'C:\Program Files\Docker\dockerd.exe'; Listens = @('npipe:////./pipe/docker_engine') }
        @{ Line = 'C:\Program Files\docker\dockerd.exe --run-service --host tcp://1.2.3.4:2376 -H npipe://'; Daemon = 'C:\Program Files\docker\dockerd.exe'; Listens = @('tcp://1.2.3.4:2376', 'npipe://') }
        @{ Line = '"D:\d.exe" --run-service -H=npipe:////./pipe/other'; Daemon = 'D:\d.exe'; Listens = @('npipe:////./pipe/other') }
        @{ Line = 'C:\Windows\system32\dockerd.exe'; Daemon = 'C:\Windows\system32\dockerd.exe'; Listens = @('npipe:////./pipe/docker_engine') }
    ) {
        Mock -ModuleName Slipway Get-ItemProperty { [pscustomobject]@{ ImagePath = $Line; Start = 2 } }
        $answer = Get-SlipwayDockerInstall
        $answer.Daemon | Should -Be $Daemon
        $answer.Listens | Should -Be $Listens
        $answer.ServiceStart | Should -Be 2
    }
    It 'reads the version that the engine''s file has, and bears a file that cannot be read' {
        Mock -ModuleName Slipway Get-ItemProperty { [pscustomobject]@{ ImagePath = '"C:\Docker\dockerd.exe" --run-service'; Start = 2 } }
        Mock -ModuleName Slipway Get-Item { [pscustomobject]@{ VersionInfo = [pscustomobject]@{ ProductVersion = '28.5.2' } } } -ParameterFilter { $LiteralPath -eq 'C:\Docker\dockerd.exe' }
        (Get-SlipwayDockerInstall).Version | Should -BeExactly '28.5.2'
        Mock -ModuleName Slipway Get-Item { throw 'Access to the path is denied.' } -ParameterFilter { $LiteralPath -eq 'C:\Docker\dockerd.exe' }
        (Get-SlipwayDockerInstall).Version | Should -BeNullOrEmpty
        Mock -ModuleName Slipway Get-Item { [pscustomobject]@{ VersionInfo = $null } } -ParameterFilter { $LiteralPath -eq 'C:\Docker\dockerd.exe' }
        (Get-SlipwayDockerInstall).Version | Should -BeNullOrEmpty
    }
    It 'reads hosts of the file that the service names, and bears one that is no JSON' {
        # Get-Content takes -Raw only where there is a drive.
        New-PSDrive -Name D -PSProvider FileSystem -Root ([IO.Path]::GetTempPath()) -Scope Global
        Mock -ModuleName Slipway Get-ItemProperty { [pscustomobject]@{ ImagePath = '"C:\d.exe" --config-file "D:\my docker\daemon.json" --run-service'; Start = 2 } }
        Mock -ModuleName Slipway Test-Path { $true } -ParameterFilter { $Path -eq 'D:\my docker\daemon.json' }
        Mock -ModuleName Slipway Get-Content { '{"hosts": ["tcp://0.0.0.0:2376", "npipe://"]}' }
        $answer = Get-SlipwayDockerInstall
        $answer.ConfigFile | Should -Be 'D:\my docker\daemon.json'
        $answer.Listens | Should -Be @('tcp://0.0.0.0:2376', 'npipe://')
        Mock -ModuleName Slipway Get-Content { '{' }
        $answer = Get-SlipwayDockerInstall
        $answer.ConfigReadable | Should -BeExactly $true
        $answer.Listens | Should -Be @('npipe:////./pipe/docker_engine')
        Remove-PSDrive -Name D -Scope Global
    }
}
