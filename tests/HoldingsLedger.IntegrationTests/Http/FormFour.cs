using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HoldingsLedger.IntegrationTests.Http;

/// <summary>The smallest Form 4: one purchase by one person, as ownership XML.</summary>
internal sealed record FormFour(string Issuer, string Owner, decimal Bought, decimal Following, string On = "2024-01-09")
{
    public byte[] Bytes => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        <?xml version="1.0"?>
        <ownershipDocument>
          <schemaVersion>X0508</schemaVersion>
          <documentType>4</documentType>
          <periodOfReport>{On}</periodOfReport>
          <issuer><issuerCik>{Issuer}</issuerCik><issuerName>EXAMPLE {Issuer}</issuerName><issuerTradingSymbol>EX</issuerTradingSymbol></issuer>
          <reportingOwner>
            <reportingOwnerId><rptOwnerCik>{Owner}</rptOwnerCik><rptOwnerName>Person {Owner}</rptOwnerName></reportingOwnerId>
            <reportingOwnerRelationship><isDirector>1</isDirector></reportingOwnerRelationship>
          </reportingOwner>
          <nonDerivativeTable>
            <nonDerivativeTransaction>
              <securityTitle><value>Common Stock</value></securityTitle>
              <transactionDate><value>{On}</value></transactionDate>
              <transactionCoding><transactionFormType>4</transactionFormType><transactionCode>P</transactionCode><equitySwapInvolved>0</equitySwapInvolved></transactionCoding>
              <transactionAmounts>
                <transactionShares><value>{Bought}</value></transactionShares>
                <transactionPricePerShare><value>15.30</value></transactionPricePerShare>
                <transactionAcquiredDisposedCode><value>A</value></transactionAcquiredDisposedCode>
              </transactionAmounts>
              <postTransactionAmounts><sharesOwnedFollowingTransaction><value>{Following}</value></sharesOwnedFollowingTransaction></postTransactionAmounts>
              <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
            </nonDerivativeTransaction>
          </nonDerivativeTable>
          <ownerSignature><signatureName>/s/ Person</signatureName><signatureDate>2024-01-10</signatureDate></ownerSignature>
        </ownershipDocument>
        """));

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
