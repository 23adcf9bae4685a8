namespace OrleansOrders.Silo;

/// <summary>Why the process cannot start, in one line for the person who started it; holds no secrets.</summary>
sealed class StartupException(string message) : Exception(message);
