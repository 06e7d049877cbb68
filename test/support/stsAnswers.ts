import type { Responder } from './faultServer.ts';

/** Credentials as STS gives them for a role. */
export interface RoleCredentials {
  readonly key: string;
  readonly secret: string;
  readonly token: string;
  readonly expiration: string;
}

/** Answers AssumeRole and AssumeRoleWithWebIdentity. */
export function respondAssumedRole(
  { key, secret, token, expiration }: RoleCredentials,
  action: 'AssumeRole' | 'AssumeRoleWithWebIdentity' = 'AssumeRole',
): Responder {
  return respondXml(
    200,
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>` +
      `<AssumedRoleUser><AssumedRoleId>AROA:x</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/dev/x</Arn></AssumedRoleUser>` +
      `<Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey>` +
      `<SessionToken>${token}</SessionToken><Expiration>${expiration}</Expiration></Credentials>` +
      `</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
  );
}

/** Answers GetCallerIdentity. */
export function respondCallerIdentity(account: string, arn: string): Responder {
  return respondXml(
    200,
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
      `<Arn>${arn}</Arn><UserId>AIDA</UserId><Account>${account}</Account>` +
      `</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
}

/** Refuses as STS does. */
export function respondStsError(status: number, code: string, message: string): Responder {
  return respondXml(
    status,
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>` +
      `<Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  );
}

function respondXml(status: number, xml: string): Responder {
  return ({ response }) => {
    response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
  };
}
