using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using OrleansOrders.House.Tests.Deployment;

namespace OrleansOrders.Silo.Tests;

/// <summary>
/// What a container of the image would do, without one: the published program with the image's variables and nothing else of this
/// process's environment, its entry point and its health command, as a user that is not root.
/// </summary>
sealed partial class Container : IAsyncDisposable
{
    const string User = "1654";

    readonly Process _process;
    readonly IReadOnlyList<string> _health;
    readonly IReadOnlyDictionary<string, string> _environment;
    readonly string _folder;
    Task<string>? _said;

    Container(string folder, IReadOnlyList<string> entry, IReadOnlyList<string> health, IReadOnlyDictionary<string, string> environment)
    {
        (_folder, _health, _environment) = (folder, health, environment);
        _process = new() { StartInfo = Start(entry) };
    }

    /// <param name="folder">The published program.</param>
    /// <param name="given">What the compose file gives it, and where this machine differs from a container's own network.</param>
    public static Container Run(string folder, IEnumerable<KeyValuePair<string, string>> given)
    {
        var lines = Dockerfile.Image;
        var environment = Variables(lines).ToDictionary();
        foreach (var (name, value) in given) environment[name] = value;
        var container = new Container(folder, Words(lines, "ENTRYPOINT"), Words(lines, "HEALTHCHECK"), environment);
        container._process.Start();
        container._said = Said(container._process);
        return container;
    }

    public bool HasExited => _process.HasExited;

    public async Task<bool> IsHealthyAsync()
    {
        using var health = Process.Start(Start(_health))!;
        await Said(health);
        await health.WaitForExitAsync();
        return health.ExitCode == 0;
    }

    /// <summary>The user that the process runs as, from the kernel.</summary>
    public async Task<string> UserAsync()
    {
        var status = await File.ReadAllLinesAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status"));
        return status.Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
    }

    /// <summary>SIGTERM, as the container engine sends it.</summary>
    /// <returns>The exit code and everything that was said.</returns>
    public async Task<(int Code, string Said)> StopAsync()
    {
        using (var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await signal.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (_process.ExitCode, await _said!);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    ProcessStartInfo Start(IReadOnlyList<string> words)
    {
        string[] command = Environment.UserName is "root" ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. words] : [.. words];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        return start;
    }

    static async Task<string> Said(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        return await process.StandardOutput.ReadToEndAsync() + await error;
    }

    static IEnumerable<KeyValuePair<string, string>> Variables(IReadOnlyList<string> lines) =>
        lines.Where(line => line.StartsWith("ENV ", StringComparison.Ordinal)).SelectMany(line => Assignment().Matches(line))
            .Select(match => new KeyValuePair<string, string>(match.Groups["name"].Value, match.Groups["value"].Value));

    static string[] Words(IReadOnlyList<string> lines, string instruction)
    {
        var line = lines.Last(line => line.StartsWith(instruction, StringComparison.Ordinal));
        return [.. Word().Matches(line).Select(match => match.Groups["word"].Value)];
    }

    [GeneratedRegex(@"(?<name>\w+)=(?<value>\S*)")]
    private static partial Regex Assignment();

    [GeneratedRegex("\"(?<word>[^\"]+)\"")]
    private static partial Regex Word();
}
