namespace OrleansOrders.Embedded.Tests;

/// <summary>The closed list of mirrored members, <c>src/Embedded/surface.txt</c>, as it lies beside the tests.</summary>
public static class SurfaceFile
{
    public static string[] Lines => [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "surface.txt")).Where(line => line.Length > 0)];
}
