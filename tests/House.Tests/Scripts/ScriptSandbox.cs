using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OrleansOrders.House.Tests.Scripts;

/// <summary>
/// The commands in a folder of their own, with a <c>dotnet</c> that only pretends: what they say and how they end is asked here without building
/// anything or starting a server.
/// </summary>
sealed class ScriptSandbox : IDisposable
{
    // FAKE_* variables say what goes wrong. A built assembly is an empty file; its results are what FAKE_TRX holds.
    const string FakeDotnet = """
        #!/usr/bin/env bash
        here=$(cd "$(dirname "$0")/.." && pwd)
        case $1 in
          --version) [ -z "${FAKE_NO_SDK:-}" ] || { echo "Requested SDK version: 10.0.100 global.json file"; exit 1; }; echo 10.0.100 ;;
          --list-sdks) echo "9.0.100 [/sdk]" ;;
          build)
            [ -z "${FAKE_BROKEN_BUILD:-}" ] || { echo "X.cs(1,1): error CS1002: ; expected"; exit 1; }
            for name in A.Tests B.Tests Silo Chaos; do
              mkdir -p "$here/artifacts/bin/$name/release"
              touch "$here/artifacts/bin/$name/release/OrleansOrders.$name.dll"
            done ;;
          test)
            results=${4#trx;LogFileName=}
            case $2 in *B.Tests*) source=${FAKE_TRX_B:-$FAKE_TRX} ;; *) source=$FAKE_TRX ;; esac
            [ "$source" = none ] || cp "$source" "$results"
            exit "${FAKE_TEST_CODE:-0}" ;;
          *Chaos.dll) shift; echo "chaos: $*"; exit "${FAKE_CHAOS_CODE:-0}" ;;
          *Silo.dll)
            [ -n "${FAKE_START:-}" ] || { echo "${FAKE_COMPLAINT:-}" >&2; exit 3; }
            echo "$DOTNET_ENVIRONMENT" >"$here/started.new"
            mv "$here/started.new" "$here/started"
            read -r -t 60 <> <(:) ;;
        esac
        """;

    // Stands for a given broker: it takes connections, and nobody asks it more.
    readonly TcpListener _broker = new(IPAddress.Loopback, 0);
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-orders-scripts-");

    public ScriptSandbox()
    {
        _broker.Start();
        foreach (var path in (string[])["run.sh", "test.sh", "chaos.sh", "simulate.sh", "bench.sh", "scripts/servers.sh", .. Directory.GetFiles(Path.Combine(Repository.Root, "scripts", "lib")).Select(file => $"scripts/lib/{Path.GetFileName(file)}")])
            Write(path, File.ReadAllText(Path.Combine(Repository.Root, path)), executable: true);
        Write("bin/dotnet", FakeDotnet, executable: true);
        Write("tests/A.Tests/A.Tests.csproj", "<IsTestProject>true</IsTestProject>");
        Write("tests/B.Tests/B.Tests.csproj", "<IsTestProject>true</IsTestProject>");
        Write("src/Silo/Silo.csproj", "");
        Write("tests/Chaos/Chaos.csproj", "");
        Write("build/Service.targets", "");
        Write("Directory.Packages.props", "");
        Write("global.json", "{}");
    }

    public string Folder => _folder.FullName;

    public string Write(string path, string text, bool executable = false)
    {
        var file = new FileInfo(Path.Combine(Folder, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
        if (executable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file.FullName;
    }

    /// <summary>Runs a command of the sandbox with servers given by connection strings, so that none are started.</summary>
    public async Task<ScriptResult> RunAsync(string script, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.ArgumentList.Add(Path.Combine(Folder, script));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["PATH"] = $"{Path.Combine(Folder, "bin")}:{start.Environment["PATH"]}";
        start.Environment["ConnectionStrings__RabbitMq"] = $"amqp://given:given@127.0.0.1:{((IPEndPoint)_broker.LocalEndpoint).Port}/given";
        start.Environment["ConnectionStrings__Postgres"] = "Host=given";
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var messages = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return new(process.ExitCode, await output, await messages);
    }

    public void Dispose()
    {
        _broker.Dispose();
        _folder.Delete(recursive: true);
    }
}

sealed record ScriptResult(int ExitCode, string Output, string Messages)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    public string[] Errors => [.. Messages.Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal))];
}
