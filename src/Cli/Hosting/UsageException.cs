namespace OrleansOrders.Cli;

/// <summary>The command line asks for something that cannot be; nothing was asked of the server.</summary>
sealed class UsageException(string message) : Exception(message);
