namespace OrleansOrders.Floor;

/// <summary>How far an order is; as in the database.</summary>
enum SkeletonStatus : short
{
    Pending = 0,
    Reserved = 1,
    Confirmed = 2,
}
