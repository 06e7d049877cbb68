import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { awsHome } from '../../../support/awsHome.ts';
import { keysProfile, later, roleProfile, secrets, standIn } from '../../../support/awsProfiles.ts';
import { respondAssumedRole } from '../../../support/stsAnswers.ts';
import { signsWith, testAccess } from '../../../support/testAccess.ts';

test('providers ask by the function that stands in node:http at that moment, and leave the agent to it', async (t) => {
  const { key, token } = secrets;
  const sts = await standIn(
    t,
    respondAssumedRole({ key: 'ASIAROLE', secret: key, token, expiration: later }),
  );
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: sts.origin });
  home.write('.aws/config', keysProfile + roleProfile);
  const request = t.mock.method(http, 'request');
  assert.deepEqual(await signsWith(testAccess(), { profile: 'role' }), { key: 'ASIAROLE', token });
  assert.equal(request.mock.callCount(), 1);
  const [, options] = request.mock.calls[0]?.arguments ?? [];
  assert.ok(typeof options === 'object' && options.agent === undefined);
});
