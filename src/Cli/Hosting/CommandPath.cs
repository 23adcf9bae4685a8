using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary>The full name of a command, such as <c>orders dead-letters replay</c>.</summary>
static class CommandPath
{
    public static string Of(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Of(parent)} {command.Name}" : "orders";
}
