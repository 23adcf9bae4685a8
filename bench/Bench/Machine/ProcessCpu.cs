using System.Globalization;

namespace OrleansOrders.Bench;

/// <summary>Processor time of processes, from <c>/proc</c>: 0 where there is none to read.</summary>
static class ProcessCpu
{
    // What /proc counts in; 100 a second on every Linux in use.
    const double TicksPerSecond = 100;

    /// <summary>Seconds of user and system time of a process, with what its ended and waited-for children used.</summary>
    public static double Of(int pid) => Fields(pid) is { } fields ? (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) / TicksPerSecond : 0;

    /// <summary>The same with its running children.</summary>
    public static double OfTree(int pid) => Of(pid) + Children(pid).Sum(Of);

    /// <summary>The process that started it; 0 where that is not known.</summary>
    public static int Parent(int pid) => Fields(pid) is { } fields ? (int)Number(fields[1]) : 0;

    static IEnumerable<int> Children(int pid)
    {
        var file = $"/proc/{pid}/task/{pid}/children";
        return File.Exists(file) ? File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse) : [];
    }

    // What follows the name, which may contain blanks and stands in brackets: state, parent, ... utime, stime, cutime, cstime.
    static string[]? Fields(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
