namespace OrleansOrders.Cli;

/// <summary>There was no answer, or none that makes sense. The message is for a person and says what to do.</summary>
sealed class ServerAwayException(string message) : Exception(message);
