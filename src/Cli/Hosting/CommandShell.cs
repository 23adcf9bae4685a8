using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary>Runs every command in a session and handles its failures.</summary>
sealed class CommandShell(CliHost host)
{
    static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public CommonOptions Options { get; } = new();

    /// <param name="timeout">Default timeout of a reply.</param>
    public void Bind(Command command, Func<Session, ParseResult, CancellationToken, Task<int>> action, TimeSpan? timeout = null) =>
        command.SetAction((parsed, ct) => Run(parsed, action, timeout ?? DefaultTimeout, ct));

    async Task<int> Run(ParseResult parsed, Func<Session, ParseResult, CancellationToken, Task<int>> action, TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var server = ServerAddress.Of(parsed.GetValue(Options.Url), host.Variable);
            if (parsed.GetValue(Options.Timeout) is { } seconds) timeout = TimeSpan.FromSeconds(seconds);
            using var client = new OrdersClient(server, timeout, host.Clock);
            return await action(new Session(host, client, parsed.GetValue(Options.Json)), parsed, ct);
        }
        catch (UsageException e)
        {
            host.Error.WriteLine("orders: " + PlainText.OneLine(e.Message));
            return ExitCodes.Usage;
        }
        catch (ServerAwayException e)
        {
            host.Error.WriteLine("orders: " + PlainText.OneLine(e.Message));
            return ExitCodes.ServerAway;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }
}
