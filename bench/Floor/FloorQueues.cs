namespace OrleansOrders.Floor;

/// <summary>The two queues, by name.</summary>
static class FloorQueues
{
    public const string Orders = "floor_orders";
    public const string Done = "floor_done";
}
