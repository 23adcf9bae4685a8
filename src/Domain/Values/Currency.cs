using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>An ISO 4217 currency in use: its three-letter code and the number of decimals of its smallest unit.</summary>
[GenerateSerializer, Immutable, JsonConverter(typeof(ParsableJsonConverter<Currency>))]
public readonly record struct Currency : IParsable<Currency>
{
    // ISO 4217 list one: active codes by the decimals of their minor unit. Funds, metals and test codes are excluded because they are not
    // means of payment.
    const string TwoDecimals =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN " +
        "ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK " +
        "MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP " +
        "STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

    static readonly FrozenDictionary<string, int> MinorUnits =
        new[] { (TwoDecimals, 2), (NoDecimals, 0), (ThreeDecimals, 3) }
            .SelectMany(group => group.Item1.Split(' ').Select(code => (code, group.Item2)))
            .ToFrozenDictionary(pair => pair.code, pair => pair.Item2, StringComparer.Ordinal);

    [Id(0)]
    readonly string? _code;

    Currency(string code) => _code = code;

    /// <summary>The currency of an order that names none.</summary>
    public static Currency Default { get; } = new("USD");

    /// <summary>The code in capitals. Throws for <c>default</c>, which is not a currency.</summary>
    public string Code => _code ?? throw new InvalidOperationException("An unset Currency was used.");

    /// <summary>Decimals of the smallest unit: 0, 2 or 3.</summary>
    public int Decimals => MinorUnits[Code];

    /// <summary>Parses a code in any case; throws <see cref="FormatException"/> if ISO 4217 does not list it.</summary>
    public static Currency Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var currency) ? currency : throw new FormatException("Not an ISO 4217 currency.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Currency result)
    {
        var code = s is { Length: 3 } ? s.ToUpperInvariant() : null;
        var valid = code is not null && MinorUnits.ContainsKey(code);
        result = valid ? new Currency(code!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => _code ?? "";
}
