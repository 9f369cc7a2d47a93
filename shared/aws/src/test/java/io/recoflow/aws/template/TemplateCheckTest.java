package io.recoflow.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault is one change of a template that is correct. */
final class TemplateCheckTest {
    private static final String CORRECT = """
            AWSTemplateFormatVersion: 2010-09-09
            Description: A stream, its bucket, and who may read.
            Parameters:
              StreamMode:
                Type: String
                AllowedValues: [ON_DEMAND, PROVISIONED]
                Default: ON_DEMAND
              Shards:
                Type: Number
                Default: 2
              PrivateSubnets:
                Type: List<AWS::EC2::Subnet::Id>
              Vpc:
                Type: AWS::EC2::VPC::Id
            Mappings:
              Retention:
                Stream:
                  Hours: 24
            Conditions:
              Provisioned: !Equals [!Ref StreamMode, PROVISIONED]
              OnDemand: !Not [Condition: Provisioned]
            Resources:
              Key:
                Type: AWS::KMS::Key
                DeletionPolicy: Retain
                Properties:
                  KeyPolicy:
                    Version: 2012-10-17
                    Statement:
                      - Effect: Allow
                        Principal:
                          AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root
                        Action: kms:*
                        Resource: "*"
                        Condition:
                          StringEquals:
                            aws:RequestedRegion: !Ref AWS::Region
              Bucket:
                Type: AWS::S3::Bucket
                Properties:
                  BucketEncryption:
                    ServerSideEncryptionConfiguration:
                      - ServerSideEncryptionByDefault:
                          SSEAlgorithm: aws:kms
                          KMSMasterKeyID: !GetAtt Key.Arn
                  VersioningConfiguration:
                    Status: Enabled
                  Tags:
                    - Key: reader
                      Value: !GetAtt Reader.Arn
              Stream:
                Type: AWS::Kinesis::Stream
                DependsOn: Bucket
                Properties:
                  RetentionPeriodHours: !FindInMap [Retention, Stream, Hours]
                  ShardCount: !If [Provisioned, !Ref Shards, !Ref AWS::NoValue]
                  StreamModeDetails:
                    StreamMode: ON_DEMAND
                  StreamEncryption:
                    EncryptionType: KMS
                    KeyId: !Ref Key
              Endpoint:
                Type: AWS::EC2::VPCEndpoint
                Condition: OnDemand
                Properties:
                  ServiceName: !Sub com.amazonaws.${AWS::Region}.kinesis-streams
                  VpcEndpointType: Interface
                  PrivateDnsEnabled: true
                  VpcId: !Ref Vpc
                  SubnetIds: !Ref PrivateSubnets
              Reader:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: 2012-10-17
                    Statement: []
                  Policies:
                    - PolicyName: read
                      PolicyDocument:
                        Version: 2012-10-17
                        Statement: []
            Outputs:
              StreamArn:
                Value: !GetAtt Stream.Arn
                Export:
                  Name: !Sub ${AWS::StackName}-StreamArn
            """;

    private static final String IMPORTER = """
            Parameters:
              FoundationStack:
                Type: String
                Default: recoflow-foundation
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties:
                  DisplayName: !ImportValue
                    Fn::Sub: ${FoundationStack}-StreamArn
            """;

    private final TemplateCheck check = new TemplateCheck(ResourceSpecification.load());

    @Test
    void correctTemplatesHaveNoProblems() {
        assertThat(check.check(List.of(template(CORRECT), Template.parse("glue", IMPORTER))))
                .isEmpty();
    }

    @Test
    void anUnknownPropertyIsFound() {
        finds(
                "RetentionPeriodHours: !Find",
                "RetentionHours: !Find",
                "Resources.Stream.Properties.RetentionHours",
                "is no property of AWS::Kinesis::Stream. Correct its name or remove it");
    }

    @Test
    void aMissingPropertyIsFound() {
        finds(
                "      VpcId: !Ref Vpc\n",
                "      ServiceRegion: !Ref Vpc\n",
                "Resources.Endpoint.Properties.VpcId",
                "is missing, and AWS::EC2::VPCEndpoint requires it. Set it");
    }

    @Test
    void aNestedMissingPropertyIsFound() {
        finds(
                "        EncryptionType: KMS\n",
                "",
                "Resources.Stream.Properties.StreamEncryption.EncryptionType",
                "is missing, and StreamEncryption requires it. Set it");
    }

    @Test
    void aRequiredPropertyThatABranchLeavesOutIsFound() {
        finds(
                "VpcId: !Ref Vpc",
                "VpcId: !If [Provisioned, !Ref Vpc, !Ref AWS::NoValue]",
                "Resources.Endpoint.Properties.VpcId",
                "may be AWS::NoValue, and AWS::EC2::VPCEndpoint requires it. Give it a value");
    }

    @Test
    void aValueOfAnotherTypeIsFound() {
        finds(
                "PrivateDnsEnabled: true",
                "PrivateDnsEnabled: 'true'",
                "Resources.Endpoint.Properties.PrivateDnsEnabled",
                "is the text 'true', and must be true or false. Write it as such");
    }

    @Test
    void aValueOfAnotherTypeInABranchIsFound() {
        finds(
                "[Provisioned, !Ref Shards, !Ref AWS::NoValue]",
                "[Provisioned, !Ref Shards, [1]]",
                "Resources.Stream.Properties.ShardCount.Fn::If[2]",
                "is a list, and must be a whole number. Write it as such");
    }

    @Test
    void aTextInPlaceOfAListIsFound() {
        finds(
                "SubnetIds: !Ref PrivateSubnets",
                "SubnetIds: !Join [',', !Ref PrivateSubnets]",
                "Resources.Endpoint.Properties.SubnetIds",
                "Fn::Join gives a text, which cannot stand here. Split it, or write a list or object");
    }

    @Test
    void anUnknownNestedPropertyIsFound() {
        finds(
                "KMSMasterKeyID",
                "KmsMasterKeyId",
                "Resources.Bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0]"
                        + ".ServerSideEncryptionByDefault.KmsMasterKeyId",
                "is no property of ServerSideEncryptionByDefault. Correct its name or remove it");
    }

    @Test
    void aValueThatIsNotAllowedIsFound() {
        finds(
                "StreamMode: ON_DEMAND",
                "StreamMode: ELASTIC",
                "Resources.Stream.Properties.StreamModeDetails.StreamMode",
                "'ELASTIC' is not allowed. Choose one of ON_DEMAND, PROVISIONED");
    }

    @Test
    void anUnknownResourceTypeIsFound() {
        finds(
                "AWS::KMS::Key\n",
                "AWS::KMS::Keys\n",
                "Resources.Key.Type",
                "'AWS::KMS::Keys' is no resource type that AWS publishes. Correct it");
    }

    @Test
    void aReferenceToNothingIsFound() {
        finds(
                "KeyId: !Ref Key",
                "KeyId: !Ref DataKey",
                "Resources.Stream.Properties.StreamEncryption.KeyId",
                "'DataKey' is neither a parameter nor a resource. Declare it or correct the name");
    }

    @Test
    void aReferenceToNothingInATextIsFound() {
        finds(
                "${AWS::Partition}",
                "${Partition}",
                "Resources.Key.Properties.KeyPolicy.Statement[0].Principal.AWS",
                "'Partition' is neither a parameter nor a resource. Declare it or correct the name");
    }

    @Test
    void anAttributeThatIsNotThereIsFound() {
        finds(
                "!GetAtt Stream.Arn",
                "!GetAtt Stream.StreamArn",
                "Outputs.StreamArn.Value",
                "'StreamArn' is no attribute of AWS::Kinesis::Stream. Choose one of Arn, WarmThroughputObject");
    }

    @Test
    void aDependencyOnNothingIsFound() {
        finds(
                "DependsOn: Bucket",
                "DependsOn: Lake",
                "Resources.Stream.DependsOn",
                "'Lake' is no resource of this template. Declare it or correct the name");
    }

    @Test
    void anUndeclaredConditionIsFound() {
        finds(
                "!If [Provisioned,",
                "!If [WithShards,",
                "Resources.Stream.Properties.ShardCount",
                "'WithShards' is no condition of this template. Declare it or correct the name");
    }

    @Test
    void anUndeclaredParameterInAConditionIsFound() {
        finds(
                "!Equals [!Ref StreamMode, ",
                "!Equals [!Ref Stream, ",
                "Conditions.Provisioned.Fn::Equals[0]",
                "'Stream' is no parameter, and a condition sees nothing else. Declare it");
    }

    @Test
    void anUnusedParameterIsFound() {
        finds("VpcId: !Ref Vpc", "VpcId: vpc-1", "Parameters.Vpc", "is used nowhere. Use it or remove it");
    }

    @Test
    void aParameterOfNoTypeIsFound() {
        finds(
                "List<AWS::EC2::Subnet::Id>",
                "List<AWS::EC2::RouteTable::Id>",
                "Parameters.PrivateSubnets.Type",
                "'List<AWS::EC2::RouteTable::Id>' is no type of a parameter. Correct it");
    }

    @Test
    void aDefaultThatIsNotAllowedIsFound() {
        finds(
                "Default: ON_DEMAND",
                "Default: DEMAND",
                "Parameters.StreamMode.Default",
                "'DEMAND' is not among AllowedValues. Choose one of them");
    }

    @Test
    void aKeyThatMappingsLackIsFound() {
        finds(
                "[Retention, Stream, Hours]",
                "[Retention, Bucket, Hours]",
                "Resources.Stream.Properties.RetentionPeriodHours",
                "'Bucket' is no key of the mapping Retention. Declare it or correct the name");
    }

    @Test
    void anUnknownSectionIsFound() {
        finds("Description: A", "Abstract: A", "Abstract", "is not known here. Correct its name or remove it");
    }

    @Test
    void anUnknownDeletionPolicyIsFound() {
        finds(
                "DeletionPolicy: Retain",
                "DeletionPolicy: Keep",
                "Resources.Key.DeletionPolicy",
                "'Keep' is no such policy. Write Retain, for example");
    }

    @Test
    void aFunctionWithoutItsArgumentsIsFound() {
        finds(
                "!Sub com.amazonaws.${AWS::Region}.kinesis-streams",
                "!Join [com.amazonaws]",
                "Resources.Endpoint.Properties.ServiceName",
                "Fn::Join has arguments of a wrong number or form. Correct them");
    }

    @Test
    void aCircleIsFound() {
        finds(
                "KeyPolicy:\n        Version: 2012-10-17",
                "KeyPolicy:\n        Version: 2012-10-17\n        Id: !Ref Bucket",
                "Resources.Key",
                "needs itself: Key -> Bucket -> Key."
                        + " Take one of these references out, or move it into a resource of its own");
    }

    @Test
    void anImportThatNobodyExportsIsFound() {
        List<TemplateProblem> problems = check.check(List.of(
                template(CORRECT), Template.parse("glue", IMPORTER.replace("}-StreamArn", "}-ActivityStreamArn"))));
        assertThat(problems)
                .containsExactly(new TemplateProblem(
                        "glue",
                        "Resources.Topic.Properties.DisplayName",
                        "'recoflow-foundation-ActivityStreamArn' is exported by no other template."
                                + " Export it or correct the name"));
    }

    @Test
    void aNameThatIsExportedTwiceIsFound() {
        String exporter = IMPORTER + """
                Outputs:
                  Topic:
                    Value: !Ref Topic
                    Export:
                      Name: recoflow-foundation-StreamArn
                """;
        assertThat(check.check(List.of(template(CORRECT), Template.parse("glue", exporter))))
                .containsExactly(new TemplateProblem(
                        "glue",
                        "Outputs.Topic.Export.Name",
                        "'recoflow-foundation-StreamArn' is exported already, by foundation. Choose another name"));
    }

    private void finds(String before, String after, String path, String text) {
        assertThat(CORRECT).containsOnlyOnce(before);
        assertThat(check.check(List.of(template(CORRECT.replace(before, after)))))
                .contains(new TemplateProblem("foundation", path, text));
    }

    private static Template template(String yaml) {
        return Template.parse("foundation", yaml);
    }
}
