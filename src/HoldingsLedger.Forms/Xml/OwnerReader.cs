namespace HoldingsLedger.Forms.Xml;

/// <summary>Reads who a form is about: issuer, reporting owners, signatures. What stands there twice counts as it stands first.</summary>
internal static class OwnerReader
{
    public static FiledIssuer Issuer(XmlCursor cursor)
    {
        Cik? cik = null;
        string? name = null, symbol = null;
        if (cursor.Enter())
        {
            while (cursor.NextChild())
            {
                switch (cursor.Name)
                {
                    case "issuerCik":
                        cik = First(cik, cursor.Cik(cursor.Text(), "issuer.cik"), cursor, "issuer.cik");
                        break;
                    case "issuerName":
                        name = First(name, cursor.Text(), cursor, "issuer.name");
                        break;
                    case "issuerTradingSymbol":
                        symbol = First(symbol, cursor.Text(), cursor, "issuer.tradingSymbol");
                        break;
                    case "issuerForeignTradingSymbol":
                        cursor.Skip();
                        break;
                    default:
                        cursor.Unexpected("issuer");
                        break;
                }
            }
        }

        return new FiledIssuer(cik, name, symbol);
    }

    public static ReportingOwner Owner(XmlCursor cursor)
    {
        var owner = new ReportingOwner();
        if (!cursor.Enter()) return owner;
        while (cursor.NextChild())
        {
            switch (cursor.Name)
            {
                case "reportingOwnerId":
                    owner = Identity(cursor, owner);
                    break;
                case "reportingOwnerAddress":
                    owner = owner with { Address = Address(cursor, owner.Address) };
                    break;
                case "reportingOwnerRelationship":
                    owner = Relationship(cursor, owner);
                    break;
                default:
                    cursor.Unexpected("reportingOwners");
                    break;
            }
        }

        return owner;
    }

    public static OwnerSignature Signature(XmlCursor cursor)
    {
        string? name = null;
        DateOnly? signedOn = null;
        if (cursor.Enter())
        {
            while (cursor.NextChild())
            {
                switch (cursor.Name)
                {
                    case "signatureName":
                        name = First(name, cursor.Text(), cursor, "signatures.name");
                        break;
                    case "signatureDate":
                        signedOn = First(signedOn, cursor.Date(cursor.Text(), "signatures.signedOn"), cursor, "signatures.signedOn");
                        break;
                    default:
                        cursor.Unexpected("signatures");
                        break;
                }
            }
        }

        return new OwnerSignature(name, signedOn);
    }

    private static ReportingOwner Identity(XmlCursor cursor, ReportingOwner owner)
    {
        if (!cursor.Enter()) return owner;
        var (cik, name) = (owner.Cik, owner.Name);
        while (cursor.NextChild())
        {
            switch (cursor.Name)
            {
                case "rptOwnerCik":
                    cik = First(cik, cursor.Cik(cursor.Text(), "reportingOwners.cik"), cursor, "reportingOwners.cik");
                    break;
                case "rptOwnerName":
                    name = First(name, cursor.Text(), cursor, "reportingOwners.name");
                    break;
                case "rptOwnerCcc":
                    cursor.Skip();
                    break;
                default:
                    cursor.Unexpected("reportingOwners");
                    break;
            }
        }

        return owner with { Cik = cik, Name = name };
    }

    private static OwnerAddress Address(XmlCursor cursor, OwnerAddress? earlier)
    {
        var (street1, street2, city, state, zipCode) = earlier ?? new OwnerAddress(null, null, null, null, null);
        if (cursor.Enter())
        {
            while (cursor.NextChild())
            {
                switch (cursor.Name)
                {
                    case "rptOwnerStreet1":
                        street1 = First(street1, cursor.Text(), cursor, "reportingOwners.address.street1");
                        break;
                    case "rptOwnerStreet2":
                        street2 = First(street2, cursor.Text(), cursor, "reportingOwners.address.street2");
                        break;
                    case "rptOwnerCity":
                        city = First(city, cursor.Text(), cursor, "reportingOwners.address.city");
                        break;
                    case "rptOwnerState":
                        state = First(state, cursor.Text(), cursor, "reportingOwners.address.state");
                        break;
                    case "rptOwnerZipCode":
                        zipCode = First(zipCode, cursor.Text(), cursor, "reportingOwners.address.zipCode");
                        break;
                    case "rptOwnerStateDescription" or "rptOwnerNonUSAddressFlag" or "rptOwnerNonUSStateTerritory" or "rptOwnerCountry":
                        cursor.Skip();
                        break;
                    default:
                        cursor.Unexpected("reportingOwners.address");
                        break;
                }
            }
        }

        return new OwnerAddress(street1, street2, city, state, zipCode);
    }

    private static ReportingOwner Relationship(XmlCursor cursor, ReportingOwner owner)
    {
        if (!cursor.Enter()) return owner;
        var (director, officer, tenPercent, other) = (owner.IsDirector, owner.IsOfficer, owner.IsTenPercentOwner, owner.IsOther);
        var (officerTitle, otherText) = (owner.OfficerTitle, owner.OtherText);
        while (cursor.NextChild())
        {
            switch (cursor.Name)
            {
                case "isDirector":
                    director = First(director, cursor.Flag(cursor.Text(), "reportingOwners.isDirector"), cursor, "reportingOwners.isDirector");
                    break;
                case "isOfficer":
                    officer = First(officer, cursor.Flag(cursor.Text(), "reportingOwners.isOfficer"), cursor, "reportingOwners.isOfficer");
                    break;
                case "isTenPercentOwner":
                    tenPercent = First(tenPercent, cursor.Flag(cursor.Text(), "reportingOwners.isTenPercentOwner"), cursor, "reportingOwners.isTenPercentOwner");
                    break;
                case "isOther":
                    other = First(other, cursor.Flag(cursor.Text(), "reportingOwners.isOther"), cursor, "reportingOwners.isOther");
                    break;
                case "officerTitle":
                    officerTitle = First(officerTitle, cursor.Text(), cursor, "reportingOwners.officerTitle");
                    break;
                case "otherText":
                    otherText = First(otherText, cursor.Text(), cursor, "reportingOwners.otherText");
                    break;
                default:
                    cursor.Unexpected("reportingOwners");
                    break;
            }
        }

        return owner with { IsDirector = director, IsOfficer = officer, IsTenPercentOwner = tenPercent, IsOther = other, OfficerTitle = officerTitle, OtherText = otherText };
    }

    private static string? First(string? first, string? again, XmlCursor cursor, string field)
    {
        if (first is null || again is null) return first ?? again;
        SayTwice(again, cursor, field);
        return first;
    }

    private static T? First<T>(T? first, T? again, XmlCursor cursor, string field)
        where T : struct
    {
        if (first is null || again is null) return first ?? again;
        SayTwice($"{again}", cursor, field);
        return first;
    }

    private static void SayTwice(string again, XmlCursor cursor, string field) =>
        cursor.Problems.Add(ProblemKind.UnexpectedElement, null, field, again, $"{field} stands twice; the second was left out.");
}
