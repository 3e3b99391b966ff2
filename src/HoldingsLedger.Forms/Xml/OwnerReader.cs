namespace HoldingsLedger.Forms.Xml;

/// <summary>Reads who a form is about: issuer, reporting owners, signatures.</summary>
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
                        cik = cursor.Cik(cursor.Text(), "issuer.cik");
                        break;
                    case "issuerName":
                        name = cursor.Text();
                        break;
                    case "issuerTradingSymbol":
                        symbol = cursor.Text();
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
                    owner = owner with { Address = Address(cursor) };
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
                        name = cursor.Text();
                        break;
                    case "signatureDate":
                        signedOn = cursor.Date(cursor.Text(), "signatures.signedOn");
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
        Cik? cik = null;
        string? name = null;
        while (cursor.NextChild())
        {
            switch (cursor.Name)
            {
                case "rptOwnerCik":
                    cik = cursor.Cik(cursor.Text(), "reportingOwners.cik");
                    break;
                case "rptOwnerName":
                    name = cursor.Text();
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

    private static OwnerAddress Address(XmlCursor cursor)
    {
        string? street1 = null, street2 = null, city = null, state = null, zipCode = null;
        if (cursor.Enter())
        {
            while (cursor.NextChild())
            {
                switch (cursor.Name)
                {
                    case "rptOwnerStreet1":
                        street1 = cursor.Text();
                        break;
                    case "rptOwnerStreet2":
                        street2 = cursor.Text();
                        break;
                    case "rptOwnerCity":
                        city = cursor.Text();
                        break;
                    case "rptOwnerState":
                        state = cursor.Text();
                        break;
                    case "rptOwnerZipCode":
                        zipCode = cursor.Text();
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
        bool? director = null, officer = null, tenPercent = null, other = null;
        string? officerTitle = null, otherText = null;
        while (cursor.NextChild())
        {
            switch (cursor.Name)
            {
                case "isDirector":
                    director = cursor.Flag(cursor.Text(), "reportingOwners.isDirector");
                    break;
                case "isOfficer":
                    officer = cursor.Flag(cursor.Text(), "reportingOwners.isOfficer");
                    break;
                case "isTenPercentOwner":
                    tenPercent = cursor.Flag(cursor.Text(), "reportingOwners.isTenPercentOwner");
                    break;
                case "isOther":
                    other = cursor.Flag(cursor.Text(), "reportingOwners.isOther");
                    break;
                case "officerTitle":
                    officerTitle = cursor.Text();
                    break;
                case "otherText":
                    otherText = cursor.Text();
                    break;
                default:
                    cursor.Unexpected("reportingOwners");
                    break;
            }
        }

        return owner with { IsDirector = director, IsOfficer = officer, IsTenPercentOwner = tenPercent, IsOther = other, OfficerTitle = officerTitle, OtherText = otherText };
    }
}
