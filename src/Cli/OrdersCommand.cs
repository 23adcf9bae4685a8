using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary>The command <c>orders</c>: its tree of subcommands, and a run of it.</summary>
static class OrdersCommand
{
    public static RootCommand Create(CliHost host)
    {
        var shell = new CommandShell(host);
        var root = new RootCommand("Places orders, watches them, and looks after stock and dead letters.")
        {
            PlaceCommand.Create(shell),
            WatchCommand.Create(shell),
            ShowCommand.Create(shell),
            ListCommand.Create(shell),
            CancelCommand.Create(shell),
            StockCommand.Create(shell),
            DeadLettersCommand.Create(shell),
            AuditCommand.Create(shell),
        };
        foreach (var option in shell.Options.All) root.Add(option);
        return root;
    }

    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args, CliHost host, CancellationToken ct)
    {
        try
        {
            return await RunChecked(args, host with { Out = new CheckedWriter(host.Out), Error = new CheckedWriter(host.Error) }, ct);
        }
        catch (OutputException e)
        {
            TrySay(host.Error, $"orders: The output could not be written ({PlainText.OneLine(e.Message)}).");
            return ExitCodes.NotWritten;
        }
    }

    static void TrySay(TextWriter error, string line)
    {
        try
        {
            error.WriteLine(line);
        }
        catch (IOException)
        {
            // The exit code reports it.
        }
    }

    static async Task<int> RunChecked(IReadOnlyList<string> args, CliHost host, CancellationToken ct)
    {
        // A customer's name may begin with @, so no argument names a file of further arguments.
        var parsed = Create(host).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0) return RefuseUsage(parsed, host);

        var invocation = new InvocationConfiguration { Output = host.Out, Error = host.Error, EnableDefaultExceptionHandler = false };
        if (!host.HandlesSignals) invocation.ProcessTerminationTimeout = null;
        return await parsed.InvokeAsync(invocation, ct);
    }

    static int RefuseUsage(ParseResult parsed, CliHost host)
    {
        foreach (var error in parsed.Errors) host.Error.WriteLine("orders: " + PlainText.OneLine(error.Message));
        host.Error.WriteLine($"Try '{CommandPath.Of(parsed.CommandResult.Command)} --help'.");
        return ExitCodes.Usage;
    }
}
