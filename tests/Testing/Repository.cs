namespace OrleansOrders.Testing;

/// <summary>Where the clone, the scripts and the built application are, seen from the test assembly that runs.</summary>
public static class Repository
{
    const string Marker = "OrleansOrders.sln";

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Holds what a test run starts: given by test.sh, which also clears it, else shared by all plain <c>dotnet test</c> runs.</summary>
    public static string RunFolder { get; } =
        Environment.GetEnvironmentVariable("ORLEANS_ORDERS_RUN_DIR") is { Length: > 0 } given ? given : Path.Combine(Root, ".run", "dotnet-test");

    public static string ServersScript { get; } = Path.Combine(Root, "scripts", "servers.sh");

    /// <summary>The command <c>orders</c>, built in the same configuration as the test assembly.</summary>
    public static string CliAssembly { get; } = FindBuilt("Cli", "orders.dll");

    /// <summary>A program, built likewise: artifacts/bin/PROJECT/CONFIGURATION.</summary>
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
