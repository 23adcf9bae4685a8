using System.Collections.Immutable;
using System.Globalization;

namespace OrleansOrders.Contracts;

/// <summary>Collects what is wrong, at most <see cref="JsonLimits.MaxErrors"/> by name and the rest by number.</summary>
internal sealed class ErrorList
{
    ImmutableArray<FieldError>.Builder? _named;
    int _more;

    public bool IsEmpty => _named is null;

    public void Add(string field, string code, string message)
    {
        _named ??= ImmutableArray.CreateBuilder<FieldError>();
        if (_named.Count < JsonLimits.MaxErrors) _named.Add(new(field, code, message));
        else _more++;
    }

    public ImmutableArray<FieldError> ToImmutable()
    {
        if (_named is null) return [];
        var named = _named.ToImmutable();
        return _more == 0
            ? named
            : named.Add(new(FieldError.Body, FieldErrorCodes.MoreErrors, string.Create(CultureInfo.InvariantCulture, $"has {_more} more errors")));
    }
}
