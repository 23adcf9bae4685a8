namespace OrleansOrders.Cli;

/// <summary>Who used this machine last.</summary>
sealed record RememberedCustomer(string CustomerId);
