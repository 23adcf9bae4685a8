using System.Text;

namespace OrleansOrders.Chaos;

/// <summary>Writes bodies for a parser, in any of its spellings, with some errors.</summary>
sealed class BodyMaker(Random random)
{
    const int MostLines = 500;

    // The SKU that an adjustment may repeat from its address.
    static readonly string[] KnownItem = ["\"a\""];

    readonly StringBuilder _json = new();

    // The number of errors differs between bodies; many have none.
    readonly int _wrongIn = random.Next(3) switch { 0 => int.MaxValue, 1 => 25, _ => 6 };

    public string Make(FuzzKind kind)
    {
        if (kind is FuzzKind.Order or FuzzKind.OrderWithoutFallback && random.Next(8) == 0) Envelope();
        else Object(() => Fields(kind));
        return _json.ToString();
    }

    void Fields(FuzzKind kind)
    {
        switch (kind)
        {
            case FuzzKind.Order or FuzzKind.OrderWithoutFallback:
                Order();
                break;
            case FuzzKind.PaymentResult:
                Field(["order_id"], Vocabulary.Ids);
                Maybe(["customer_id"], Vocabulary.Ids);
                Maybe(["amount", "total_amount"], Vocabulary.Totals);
                Maybe(["currency"], Vocabulary.Currencies);
                Maybe(["payment_id"], Vocabulary.Tokens);
                Maybe(["reason"], Vocabulary.Texts);
                Maybe(["at"], Vocabulary.Times);
                break;
            case FuzzKind.PaymentRequest:
                Field(["order_id"], Vocabulary.Ids);
                Field(["customer_id"], Vocabulary.Ids);
                Field(["currency"], Vocabulary.Currencies);
                Field(["total_amount"], Vocabulary.Totals);
                Maybe(["payment_token"], Vocabulary.Tokens);
                Maybe(["expires_at"], Vocabulary.Times);
                break;
            case FuzzKind.OrderRequest:
                Field(["order_id"], Vocabulary.Ids);
                break;
            case FuzzKind.StockCount:
                Field(["available"], Vocabulary.Counts);
                break;
            case FuzzKind.StockAdjustment or FuzzKind.KnownItemAdjustment:
                if (kind is FuzzKind.StockAdjustment) Field(["sku", "item_id"], Vocabulary.Ids);
                else Maybe(["sku", "item_id"], KnownItem);
                Field(["delta"], Vocabulary.Integers);
                Maybe(["adjustment_id"], Vocabulary.Ids);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    void Envelope() => Object(() =>
    {
        Maybe(["type"], Vocabulary.Texts);
        Maybe(["order_id"], Vocabulary.Ids);
        Name(Pick(["data", "payload", "order"]));
        Object(Order);
    });

    void Order()
    {
        Maybe(["order_id"], Vocabulary.Ids);
        Field(["customer_id", "user_id", "student_id", "customer_email"], Vocabulary.Ids);
        Maybe(["currency"], Vocabulary.Currencies);
        Maybe(["payment_token"], Vocabulary.Tokens);
        switch (random.Next(6))
        {
            case 0:
                Field(["amount"], Vocabulary.Prices);
                break;
            case 1:
                Field(["item"], Vocabulary.Ids);
                Field(["quantity", "qty"], Vocabulary.Quantities);
                Maybe(["price"], Vocabulary.Prices);
                break;
            default:
                Name("items");
                Array(random.Next(2_000) == 0 ? MostLines + random.Next(2) : random.Next(5), Line);
                break;
        }
    }

    void Line()
    {
        Field(["sku", "item_id"], Vocabulary.Ids);
        Field(["quantity", "qty"], Vocabulary.Quantities);
        Maybe(["price"], Vocabulary.Prices);
    }

    void Maybe(string[] spellings, string[] values)
    {
        if (random.Next(2) == 0) Field(spellings, values);
    }

    void Field(string[] spellings, string[] values)
    {
        if (Wrong() && random.Next(3) == 0) return;
        Name(Pick(spellings));
        _json.Append(Value(values));
        if (!Wrong()) return;
        Name(Wrong() ? Pick(Vocabulary.Names) : Pick(spellings));
        _json.Append(Value(values));
    }

    string Value(string[] values) => !Wrong() ? Pick(values)
        : random.Next(12) == 0 ? new string('[', random.Next(40)) + new string(']', random.Next(40))
        : Pick(Vocabulary.Wrong);

    void Object(Action fields)
    {
        _json.Append('{');
        fields();
        Blank();
        _json.Append('}');
    }

    void Array(int count, Action entry)
    {
        _json.Append('[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0) _json.Append(',');
            if (Wrong() && random.Next(4) == 0) _json.Append(Pick(Vocabulary.Wrong));
            else Object(entry);
        }

        _json.Append(']');
    }

    void Name(string name)
    {
        if (NeedsComma()) _json.Append(',');
        Blank();
        _json.Append('"').Append(name).Append("\":");
        Blank();
    }

    // There may be blanks between the bracket and the first name.
    bool NeedsComma()
    {
        var at = _json.Length - 1;
        while (at >= 0 && char.IsWhiteSpace(_json[at])) at--;
        return at >= 0 && _json[at] is not '{';
    }

    void Blank()
    {
        if (random.Next(10) == 0) _json.Append(Pick([" ", "\n", "\t", "\r\n  "]));
    }

    bool Wrong() => random.Next(_wrongIn) == 0;

    string Pick(string[] from) => from[random.Next(from.Length)];
}
