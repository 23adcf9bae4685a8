namespace OrleansOrders.Cli;

/// <summary>The last customer on this machine.</summary>
sealed record RememberedCustomer(string CustomerId);
