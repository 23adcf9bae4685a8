namespace OrleansOrders.Cli;

/// <summary>A write to standard output or error failed, for example on a full disk.</summary>
sealed class OutputException(string message) : Exception(message);
