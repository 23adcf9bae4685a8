using System.Diagnostics;

namespace OrleansOrders.Testing;

/// <summary>Calls scripts/servers.sh.</summary>
static class ServersScript
{
    static readonly TimeSpan Deadline = TimeSpan.FromMinutes(6);

    /// <summary>The output of the script; a failure contains its messages.</summary>
    public static Task<string> RunAsync(string command, string folder, params string[] options) => RunAsync(command, folder, new Dictionary<string, string>(), options);

    public static async Task<string> RunAsync(string command, string folder, IReadOnlyDictionary<string, string> settings, params string[] options)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Repository.ServersScript, command, folder, .. options]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash could not be started.");
        var output = process.StandardOutput.ReadToEndAsync();
        var messages = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Deadline);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"servers.sh {command} failed: {(await messages).Trim()}");
    }

    public static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(string folder, params string[] options) =>
        (await RunAsync("env", folder, options))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
}
