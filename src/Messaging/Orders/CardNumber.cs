namespace OrleansOrders.Messaging;

/// <summary>The number of a payment card, which has no place in an order: ISO/IEC 7812, 12 to 19 digits of which the last is Luhn's check digit.</summary>
internal static class CardNumber
{
    /// <summary>Whether <paramref name="text"/> is one; hyphens and dots between the digits do not hide it.</summary>
    public static bool IsOne(string text)
    {
        var digits = 0;
        var sum = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] is '-' or '.') continue;
            if (!char.IsAsciiDigit(text[i])) return false;
            var digit = text[i] - '0';
            if (digits++ % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }

        return digits is >= 12 and <= 19 && sum % 10 == 0;
    }
}
