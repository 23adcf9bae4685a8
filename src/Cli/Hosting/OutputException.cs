namespace OrleansOrders.Cli;

/// <summary>Standard output or error takes nothing, as on a full disk.</summary>
sealed class OutputException(string message) : Exception(message);
