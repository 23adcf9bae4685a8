namespace OrleansOrders.Cli;

/// <summary>There was no reply, or an unusable one. The message is for a person and says what to do.</summary>
sealed class ServerAwayException(string message) : Exception(message);
