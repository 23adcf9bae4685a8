namespace OrleansOrders.Testing;

/// <summary>Paths of the clone, the scripts and the built application, found from the running test assembly.</summary>
public static class Repository
{
    const string Marker = "OrleansOrders.sln";

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The folder of a test run: set and cleared by test.sh, else shared by all plain <c>dotnet test</c> runs.</summary>
    public static string RunFolder { get; } =
        Environment.GetEnvironmentVariable("ORLEANS_ORDERS_RUN_DIR") is { Length: > 0 } given ? given : Path.Combine(Root, ".run", "dotnet-test");

    public static string ServersScript { get; } = Path.Combine(Root, "scripts", "servers.sh");

    /// <summary>The command <c>orders</c> in the configuration of the test assembly.</summary>
    public static string CliAssembly { get; } = FindBuilt("Cli", "orders.dll");

    /// <summary>A program in the same configuration: artifacts/bin/PROJECT/CONFIGURATION.</summary>
    public static string AssemblyOf(AppProgram program) => FindBuilt(program.ToString(), $"OrleansOrders.{program}.dll");

    internal static string FindRoot(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker))) return folder.FullName;
        }

        throw new InvalidOperationException($"No {Marker} in any folder above {from}.");
    }

    static string FindBuilt(string project, string assembly)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var bin = configuration.Parent?.Parent?.FullName ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not an artifacts folder.");
        return Path.Combine(bin, project, configuration.Name, assembly);
    }
}
