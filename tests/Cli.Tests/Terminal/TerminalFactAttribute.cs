using System.Runtime.CompilerServices;

namespace OrleansOrders.Cli.Tests;

/// <summary>A test that needs a pseudo-terminal, which the command <c>script</c> of util-linux makes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line)
    {
        if (!File.Exists(PseudoTerminal.Script)) Skip = $"{PseudoTerminal.Script} of util-linux is not installed, so there is no pseudo-terminal";
    }
}
