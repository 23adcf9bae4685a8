using System.Diagnostics;
using System.Text.Json;

namespace OrleansOrders.SystemTests;

/// <summary>The built command <c>orders</c>, run as a separate process with its own state folder.</summary>
public sealed class OrdersCommand(Uri server) : IDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("orders-walk-");

    /// <summary>A file with this text, for commands that read one.</summary>
    public async Task<string> FileAsync(string text)
    {
        var path = Path.Combine(_state.FullName, Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    public async Task<Run> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.CliAssembly, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["ORDERS_URL"] = server.ToString();
        start.Environment["XDG_STATE_HOME"] = _state.FullName;
        start.Environment["USER"] = "nina";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (shown, said) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw;
        }

        return new(process.ExitCode, await shown, await said);
    }

    /// <summary>Runs the command and checks its exit code.</summary>
    public async Task<Run> EndsAsync(int code, params string[] args)
    {
        var run = await RunAsync(args);
        Assert.True(run.ExitCode == code, $"orders {string.Join(' ', args)}\nended with {run.ExitCode} and not {code}:\n{run.Out}{run.Error}");
        return run;
    }

    public void Dispose() => _state.Delete(recursive: true);

    public sealed record Run(int ExitCode, string Out, string Error)
    {
        public JsonElement Json => JsonElement.Parse(Out);
    }
}
