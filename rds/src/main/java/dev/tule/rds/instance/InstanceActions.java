package dev.tule.rds.instance;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceResponse;

/** The actions on DB instances. */
public interface InstanceActions extends RdsClient {
    InstanceOperations instances();

    ModificationOperations modifications();

    @Override
    default CreateDbInstanceResponse createDBInstance(CreateDbInstanceRequest request) {
        return CreateDbInstanceResponse.builder().dbInstance(instances().create(request)).build();
    }

    @Override
    default CreateDbInstanceReadReplicaResponse createDBInstanceReadReplica(
            CreateDbInstanceReadReplicaRequest request) {
        return CreateDbInstanceReadReplicaResponse.builder()
                .dbInstance(instances().replicate(request))
                .build();
    }

    @Override
    default DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        return instances().describe(request);
    }

    @Override
    default StopDbInstanceResponse stopDBInstance(StopDbInstanceRequest request) {
        return StopDbInstanceResponse.builder().dbInstance(instances().stop(request)).build();
    }

    @Override
    default StartDbInstanceResponse startDBInstance(StartDbInstanceRequest request) {
        return StartDbInstanceResponse.builder().dbInstance(instances().start(request)).build();
    }

    @Override
    default RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
        return RebootDbInstanceResponse.builder().dbInstance(instances().reboot(request)).build();
    }

    @Override
    default PromoteReadReplicaResponse promoteReadReplica(PromoteReadReplicaRequest request) {
        return PromoteReadReplicaResponse.builder()
                .dbInstance(instances().promote(request))
                .build();
    }

    @Override
    default DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
        return DeleteDbInstanceResponse.builder().dbInstance(instances().delete(request)).build();
    }

    @Override
    default ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
        return ModifyDbInstanceResponse.builder()
                .dbInstance(modifications().modify(request))
                .build();
    }
}
