/** CloudFormation templates, and what can be known of them without AWS. */
@NullMarked
package io.recoflow.aws.template;

import org.jspecify.annotations.NullMarked;
