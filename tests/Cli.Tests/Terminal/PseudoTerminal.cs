using System.Diagnostics;
using System.Globalization;
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

/// <summary>The built command as a process of its own: in a pseudo-terminal where a person types, or with pipes.</summary>
sealed class PseudoTerminal : IDisposable
{
    public const string Script = "/usr/bin/script";

    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly LiveText _shown = new();
    readonly Task _reading;

    PseudoTerminal(ProcessStartInfo start, CliRunner cli)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.Environment["TERM"] = "xterm-256color";
        foreach (var (name, value) in cli.Variables) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _reading = Copy();
    }

    static string Assembly => Path.Combine(AppContext.BaseDirectory, "orders.dll");

    public LiveText Shown => _shown;

    public static PseudoTerminal Start(CliRunner cli, string arguments) =>
        new(new(Script, ["-qec", $"stty rows 50 cols 150; exec dotnet '{Assembly}' {arguments}", "/dev/null"]), cli);

    public static PseudoTerminal StartPiped(CliRunner cli, params string[] arguments) => new(new("dotnet", [Assembly, .. arguments]), cli);

    public Task Shows(string text) =>
        Eventually.Async(() => Task.FromResult(_shown.ToString()), shown => shown.Contains(text, StringComparison.Ordinal), $"it shows '{text}'", Deadline);

    public async Task Type(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    public async Task Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> Exit()
    {
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        await _reading;
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _shown.Dispose();
    }

    async Task Copy()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var read) _shown.Write(new string(buffer, 0, read));
    }
}
