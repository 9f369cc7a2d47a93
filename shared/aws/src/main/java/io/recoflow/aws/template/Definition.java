package io.recoflow.aws.template;

import java.util.Map;
import java.util.Set;

/**
 * A resource type, or the type of an object in one.
 *
 * @param name of a resource type, for example {@code AWS::Kinesis::Stream}, or of what it nests
 * @param properties types by name
 * @param required names of the properties that must be there
 * @param attributes names that {@code Fn::GetAtt} knows; empty for what is nested
 */
record Definition(String name, Map<String, ValueType> properties, Set<String> required, Set<String> attributes) {}
