/** The table of the AWS Glue Data Catalog that names the newest training snapshot. */
@NullMarked
package io.recoflow.catalog;

import org.jspecify.annotations.NullMarked;
