using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansOrders.Bench;

/// <summary>What it was measured on, for the head of a table.</summary>
static class MachineInfo
{
    /// <summary>Processors, memory, system and runtime in one line.</summary>
    public static string Line => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} × {Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");

    static string Processor()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
