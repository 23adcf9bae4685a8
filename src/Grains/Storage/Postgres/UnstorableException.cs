namespace OrleansOrders.Grains;

/// <summary>
/// PostgreSQL takes no such value, now or ever: text or JSON with a NUL character, a number beyond its own. Nothing was written. The message is one line
/// in the database's words.
/// </summary>
public sealed class UnstorableException(string message, Exception innerException) : Exception(message, innerException);
