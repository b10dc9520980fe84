# Reads scripts with PowerShell's own parser and tells, as JSON, what stands in them (PowerShell 7, for the tests).
param([string[]]$Path)
$ErrorActionPreference = 'Stop'
$found = foreach ($file in $Path) {
    $tokens = $null
    $errors = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref]$tokens, [ref]$errors)
    $all = @($ast.FindAll({ $true }, $true))
    $commands = foreach ($command in $all.Where{ $_ -is [System.Management.Automation.Language.CommandAst] }) {
        @{
            name = $command.GetCommandName()
            parameters = @(foreach ($element in $command.CommandElements) { if ($element -is [System.Management.Automation.Language.CommandParameterAst]) { $element.ParameterName } })
            line = $command.Extent.StartLineNumber
        }
    }
    $functions = foreach ($function in $all.Where{ $_ -is [System.Management.Automation.Language.FunctionDefinitionAst] }) {
        $block = if ($function.Parameters) { $function.Parameters } else { $function.Body.ParamBlock.Parameters }
        @{
            name = $function.Name
            parameters = @($block.ForEach{ $_.Name.VariablePath.UserPath })
            help = [bool]$function.GetHelpContent().Synopsis
            text = $function.Extent.Text
        }
    }
    $members = foreach ($member in $all.Where{ $_ -is [System.Management.Automation.Language.MemberExpressionAst] }) {
        $owner = if ($member.Static) { "$($member.Expression.TypeName.FullName)::" } else { '.' }
        "$owner$($member.Member)"
    }
    @{
        file = [IO.Path]::GetFileName($file)
        errors = @($errors.ForEach{ "$($_.Extent.StartLineNumber): $($_.Message)" })
        tokens = @(foreach ($token in $tokens) { "$($token.Kind)" }) | Sort-Object -Unique
        flags = @($tokens.Where{ "$($_.Kind)" -match 'String|HereString' -and $_.Text -match '`u\{|`e' }.ForEach{ $_.Text })
        nodes = @(foreach ($node in $all) { $node.GetType().Name }) | Sort-Object -Unique
        commands = @($commands)
        functions = @($functions)
        members = @($members | Sort-Object -Unique)
        types = @($all.Where{ $_ -is [System.Management.Automation.Language.TypeExpressionAst] -or $_ -is [System.Management.Automation.Language.TypeConstraintAst] }.ForEach{ $_.TypeName.FullName } | Sort-Object -Unique)
    }
}
ConvertTo-Json -InputObject @($found) -Depth 8 -Compress
