package io.recoflow.aws.stack;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.CfnDBParameterGroup;
import software.amazon.awscdk.services.rds.CfnDBSubnetGroup;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;

/**
 * PostgreSQL with pgvector, and who logs in there: the loader and the shop by secrets of their own, an operator by the
 * master user's, which RDS makes and rotates.
 */
public final class VectorStack extends RecoflowStack {

    private static final int PORT = 5432;

    private final Foundation foundation = new Foundation(this);

    public VectorStack(App app, Installation installation) {
        super(app, installation, "vectors", "Recoflow's vector database: PostgreSQL with pgvector, logins, policies.");
        CfnSecret loader = login("VectorSecret", "recoflow_loader", "The loader's login at the vector database");
        CfnSecret shop = login("ShopVectorSecret", "recoflow_shop", "The shop's login at the vector database");
        CfnSecurityGroup group = securityGroup();
        CfnDBInstance database = instance(installation.name("vectors"), group);
        // Last, since its protection would keep CloudFormation from undoing a first deployment that fails.
        database.addDependency(loader);
        database.addDependency(shop);
        String address = database.getAttrEndpointAddress();
        String master = database.getAttrMasterUserSecretSecretArn();
        tell("VectorDatabaseUrl", Fn.join("", List.of("jdbc:postgresql://", address, ":" + PORT + "/recoflow")));
        tell(Foundation.VECTOR_DATABASE, database.getRef());
        tell("VectorSecretArn", loader.getRef());
        show("ShopVectorSecretArn", shop.getRef());
        show("VectorHost", address);
        show("VectorMasterSecretArn", master);
        policy("VectorReader", "For the shop: its login at the vector database.", List.of(shop.getRef()));
        policy(
                "VectorOperator",
                "For an operator: all logins at the vector database.",
                List.of(loader.getRef(), shop.getRef(), master));
    }

    private CfnDBInstance instance(String name, CfnSecurityGroup group) {
        CfnParameter size =
                optional("VectorClass", "String", "db.t4g.medium", "The instance class of the vector database.");
        CfnParameter standby = choice(
                "VectorMultiAz",
                List.of("false", "true"),
                "Whether the vector database has a standby in another Availability Zone. It costs twice as much.");
        CfnLogGroup log = CfnLogGroup.Builder.create(this, "Log")
                .logGroupName("/aws/rds/instance/" + name + "/postgresql")
                .retentionInDays(logRetention().getValueAsNumber())
                .kmsKeyId(foundation.keyArn())
                .build();
        log.applyRemovalPolicy(RemovalPolicy.DESTROY);
        CfnDBSubnetGroup subnets = CfnDBSubnetGroup.Builder.create(this, "Subnets")
                .dbSubnetGroupDescription("Recoflow vector database")
                .subnetIds(foundation.subnets())
                .build();
        CfnDBParameterGroup parameters = CfnDBParameterGroup.Builder.create(this, "Parameters")
                .description("Recoflow vector database")
                .family("postgres17")
                .parameters(Map.of("rds.force_ssl", "1"))
                .build();
        CfnDBInstance database = CfnDBInstance.Builder.create(this, "Database")
                .dbInstanceIdentifier(name)
                .engine("postgres")
                // RDS takes its default minor release.
                .engineVersion("17")
                .autoMinorVersionUpgrade(true)
                .dbInstanceClass(size.getValueAsString())
                .dbName("recoflow")
                .masterUsername("recoflow_master")
                .manageMasterUserPassword(true)
                .masterUserSecret(CfnDBInstance.MasterUserSecretProperty.builder()
                        .kmsKeyId(foundation.keyArn())
                        .build())
                .allocatedStorage("20")
                .maxAllocatedStorage(100)
                .storageType("gp3")
                .storageEncrypted(true)
                .kmsKeyId(foundation.keyArn())
                .publiclyAccessible(false)
                .caCertificateIdentifier("rds-ca-rsa2048-g1")
                .dbSubnetGroupName(subnets.getRef())
                .vpcSecurityGroups(List.of(group.getAttrGroupId()))
                .dbParameterGroupName(parameters.getRef())
                .backupRetentionPeriod(7)
                .copyTagsToSnapshot(true)
                .deletionProtection(true)
                .enableCloudwatchLogsExports(List.of("postgresql"))
                .build();
        database.addPropertyOverride("MultiAZ", standby.getValueAsString());
        database.applyRemovalPolicy(RemovalPolicy.SNAPSHOT);
        // RDS would make it itself, without an end.
        database.addDependency(log);
        return database;
    }

    private CfnSecurityGroup securityGroup() {
        CfnSecurityGroup group = CfnSecurityGroup.Builder.create(this, "SecurityGroup")
                .groupDescription("Recoflow vector database")
                .vpcId(foundation.vpc())
                .build();
        admit(group, "Jobs", foundation.jobSecurityGroup());
        admit(group, "Operators", foundation.value(Foundation.OPERATORS));
        CfnParameter shop = optional(
                "ShopSecurityGroup",
                "String",
                "",
                "The security group of the shop's web servers, where they query the vector database.");
        admit(group, "Shop", shop.getValueAsString())
                .getCfnOptions()
                .setCondition(CfnCondition.Builder.create(this, "ShopQueries")
                        .expression(Fn.conditionNot(Fn.conditionEquals(shop.getValueAsString(), "")))
                        .build());
        return group;
    }

    private CfnSecurityGroupIngress admit(CfnSecurityGroup group, String who, String from) {
        return CfnSecurityGroupIngress.Builder.create(this, who + "AtVectors")
                .groupId(group.getAttrGroupId())
                .sourceSecurityGroupId(from)
                .description(who)
                .ipProtocol("tcp")
                .fromPort(PORT)
                .toPort(PORT)
                .build();
    }

    private CfnSecret login(String id, String user, String description) {
        CfnSecret secret = CfnSecret.Builder.create(this, id)
                .description(description)
                .kmsKeyId(foundation.keyArn())
                .generateSecretString(CfnSecret.GenerateSecretStringProperty.builder()
                        .secretStringTemplate("{\"username\":\"" + user + "\"}")
                        .generateStringKey("password")
                        .passwordLength(40)
                        // The shell of an operator takes letters and digits as they are.
                        .excludePunctuation(true)
                        .build())
                .build();
        secret.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        return secret;
    }

    private void policy(String id, String description, List<String> secrets) {
        ManagedPolicy policy = ManagedPolicy.Builder.create(this, id)
                .description(description)
                .statements(List.of(
                        PolicyStatement.Builder.create()
                                .sid("Logins")
                                .actions(List.of("secretsmanager:GetSecretValue"))
                                .resources(secrets)
                                .build(),
                        PolicyStatement.Builder.create()
                                .sid("Key")
                                .actions(List.of("kms:Decrypt"))
                                .resources(List.of(foundation.keyArn()))
                                .build()))
                .build();
        show(id + "PolicyArn", policy.getManagedPolicyArn());
    }
}
