namespace OrleansOrders.Grains;

/// <summary>The embedded engine and its callers are one process: none is lost without the other.</summary>
static class LostSilo
{
    public static bool IsLost(Exception exception) => false;
}
