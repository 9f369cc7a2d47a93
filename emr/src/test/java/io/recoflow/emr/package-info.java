/** What runs on EMR Serverless and on EMR on EC2, checked without AWS: the template, the requests, the script, the page. */
@NullMarked
package io.recoflow.emr;

import org.jspecify.annotations.NullMarked;
