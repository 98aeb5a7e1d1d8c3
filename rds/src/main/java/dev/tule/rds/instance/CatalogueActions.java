package dev.tule.rds.instance;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesRequest;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;

/** The actions that tell what can be had: engines, classes, certificates, quotas. */
public interface CatalogueActions extends RdsClient {
    CatalogueOperations catalogue();

    @Override
    default DescribeDbEngineVersionsResponse describeDBEngineVersions(
            DescribeDbEngineVersionsRequest request) {
        return catalogue().engines(request);
    }

    @Override
    default DescribeOrderableDbInstanceOptionsResponse describeOrderableDBInstanceOptions(
            DescribeOrderableDbInstanceOptionsRequest request) {
        return catalogue().orderable(request);
    }

    @Override
    default DescribeCertificatesResponse describeCertificates(DescribeCertificatesRequest request) {
        return catalogue().certificates(request);
    }

    @Override
    default DescribeAccountAttributesResponse describeAccountAttributes(
            DescribeAccountAttributesRequest request) {
        return DescribeAccountAttributesResponse.builder()
                .accountQuotas(catalogue().quotas())
                .build();
    }
}
