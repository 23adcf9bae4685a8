using System.Text;
using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Cli.Tests;

/// <summary>What a run left behind.</summary>
public sealed record CliResult(int ExitCode, string Out, string Error);

/// <summary>Runs the command in this process against a stub server, with a state folder of its own.</summary>
public sealed class CliRunner
{
    StubServer? _server;
    bool _terminal;

    public StubServer Server => _server!;

    public string StateFolder { get; } = Directory.CreateTempSubdirectory("orders-cli-").FullName;

    internal WatchPace Pace { get; init; } = new() { FirstRetry = TimeSpan.FromMilliseconds(20), LongestRetry = TimeSpan.FromMilliseconds(100) };

    public Dictionary<string, string> Variables { get; } = [];

    public async Task InitializeAsync()
    {
        _server = await StubServer.Start();
        Variables["ORDERS_URL"] = Server.Address.ToString();
        Variables["XDG_STATE_HOME"] = StateFolder;
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(StateFolder, recursive: true);
    }

    /// <summary>The same, for a person at a terminal.</summary>
    public CliRunner OnTerminal()
    {
        _terminal = true;
        return this;
    }

    public Task<CliResult> Run(params string[] args) => Run(new LiveText(), CancellationToken.None, args);

    /// <param name="shown">Gets stdout while the command runs.</param>
    public async Task<CliResult> Run(TextWriter shown, CancellationToken ct, params string[] args)
    {
        var error = new LiveText();
        var host = new CliHost
        {
            Out = shown,
            Error = error,
            OutIsTerminal = _terminal,
            IsInteractive = false,
            Variable = Variables.GetValueOrDefault,
            HandlesSignals = false,
            Pace = Pace,
        };
        var code = await OrdersCommand.Run(args, host, ct);
        return new(code, shown.ToString()!, error.ToString());
    }

    /// <summary>Writes a piece of an event stream to the client at once.</summary>
    public static async Task Say(HttpContext http, string text)
    {
        if (!http.Response.HasStarted) http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync(text);
        await http.Response.Body.FlushAsync();
    }
}

/// <summary>A test with a server and a state folder of its own.</summary>
public abstract class CliTest : IAsyncLifetime
{
    protected CliRunner Cli { get; } = new();

    protected StubServer Server => Cli.Server;

    /// <summary>Runs a command line, whose words are separated by blanks, and checks its exit code.</summary>
    protected async Task<CliResult> Ends(int code, string line)
    {
        var run = await Cli.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(code == run.ExitCode, $"'orders {line}' ended with {run.ExitCode}, not {code}: {run.Out}{run.Error}");
        return run;
    }

    public async ValueTask InitializeAsync() => await Cli.InitializeAsync();

    public async ValueTask DisposeAsync() => await Cli.DisposeAsync();
}

/// <summary>What was written so far, to be read while more is.</summary>
public sealed class LiveText : TextWriter
{
    readonly StringBuilder _text = new();
    readonly Lock _lock = new();

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> Lines => ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override void Write(char value)
    {
        lock (_lock) _text.Append(value);
    }

    public override void Write(string? value)
    {
        lock (_lock) _text.Append(value);
    }

    public override string ToString()
    {
        lock (_lock) return _text.ToString();
    }
}
