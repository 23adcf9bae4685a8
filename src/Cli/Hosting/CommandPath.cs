using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary>How a command is called from the outside, such as <c>orders dead-letters replay</c>.</summary>
static class CommandPath
{
    public static string Of(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Of(parent)} {command.Name}" : "orders";
}
