/** S3 names an operation by method and subresource. The action that each needs, without the `s3:`. */
type Operations = Readonly<Record<string, string>>;

/**
 * Operations on a bucket; `GET` alone is ListObjects. Where the action's name differs from the operation's, the
 * reference says so: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const BUCKET_OPERATIONS: Operations = {
  GET: "ListBucket",
  HEAD: "ListBucket",
  PUT: "CreateBucket",
  DELETE: "DeleteBucket",
  "GET versions": "ListBucketVersions",
  "GET uploads": "ListBucketMultipartUploads",
  "GET location": "GetBucketLocation",
  "GET accelerate": "GetAccelerateConfiguration",
  "GET acl": "GetBucketAcl",
  "GET cors": "GetBucketCORS",
  "GET encryption": "GetEncryptionConfiguration",
  "GET lifecycle": "GetLifecycleConfiguration",
  "GET logging": "GetBucketLogging",
  "GET notification": "GetBucketNotification",
  "GET object-lock": "GetBucketObjectLockConfiguration",
  "GET ownershipControls": "GetBucketOwnershipControls",
  "GET policy": "GetBucketPolicy",
  "GET policyStatus": "GetBucketPolicyStatus",
  "GET publicAccessBlock": "GetBucketPublicAccessBlock",
  "GET replication": "GetReplicationConfiguration",
  "GET requestPayment": "GetBucketRequestPayment",
  "GET tagging": "GetBucketTagging",
  "GET versioning": "GetBucketVersioning",
  "GET website": "GetBucketWebsite",
  "PUT policy": "PutBucketPolicy",
  "PUT versioning": "PutBucketVersioning",
  "PUT encryption": "PutEncryptionConfiguration",
  "PUT lifecycle": "PutLifecycleConfiguration",
  "PUT publicAccessBlock": "PutBucketPublicAccessBlock",
  "PUT tagging": "PutBucketTagging",
  "DELETE policy": "DeleteBucketPolicy",
  "DELETE encryption": "PutEncryptionConfiguration",
  "DELETE lifecycle": "PutLifecycleConfiguration",
  "DELETE publicAccessBlock": "PutBucketPublicAccessBlock",
  "DELETE tagging": "PutBucketTagging",
};

/** Operations on an object; `versionId` makes another action of most. */
export const OBJECT_OPERATIONS: Operations = {
  GET: "GetObject",
  HEAD: "GetObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
  "GET versionId": "GetObjectVersion",
  "HEAD versionId": "GetObjectVersion",
  "DELETE versionId": "DeleteObjectVersion",
  "GET acl": "GetObjectAcl",
  "GET acl versionId": "GetObjectVersionAcl",
  "GET legal-hold": "GetObjectLegalHold",
  "GET retention": "GetObjectRetention",
  "GET tagging": "GetObjectTagging",
  "GET tagging versionId": "GetObjectVersionTagging",
  "GET uploadId": "ListMultipartUploadParts",
  "PUT uploadId": "PutObject",
  "PUT tagging": "PutObjectTagging",
  "POST uploads": "PutObject",
  "POST uploadId": "PutObject",
  "DELETE uploadId": "AbortMultipartUpload",
  "DELETE tagging": "DeleteObjectTagging",
};

/** Query parameters that are no subresource: they filter, page, overwrite headers, or sign. */
export const NO_SUBRESOURCE =
  /^(x-id|list-type|prefix|delimiter|max-keys|marker|continuation-token|start-after|fetch-owner|encoding-type|key-marker|version-id-marker|partNumber|part-number-marker|max-parts|max-uploads|upload-id-marker|response-.*|X-Amz-.*|AWSAccessKeyId|Signature|Expires)$/i;
