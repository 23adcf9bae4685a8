namespace OrleansOrders.Storage;

/// <summary>The lists that are read in parts.</summary>
public enum PageList
{
    /// <summary>Orders, newest first.</summary>
    Orders,

    /// <summary>Items by SKU.</summary>
    Inventory,

    /// <summary>Notifications, newest first.</summary>
    Notifications,
}
