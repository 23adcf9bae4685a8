namespace OrleansOrders.Cli;

/// <summary>The command line is wrong; no request was sent.</summary>
sealed class UsageException(string message) : Exception(message);
